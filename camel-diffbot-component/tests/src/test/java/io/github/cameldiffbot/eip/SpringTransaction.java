/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs blocks in transactions of Spring's template, like Camel's policy for Spring: a transaction belongs to the thread
 * that began it, a nested block takes part in it, and a failed exchange rolls it back. There is no database; begins and
 * ends are counted.
 */
final class SpringTransaction implements TransactedPolicy {

    private final Manager manager = new Manager();
    private final TransactionTemplate template = new TransactionTemplate(manager);

    /** Returns the number of transactions that were neither committed nor rolled back. */
    int open() {
        return manager.begun.get() - manager.committed.get() - manager.rolledBack.get();
    }

    int commits() {
        return manager.committed.get();
    }

    int rollbacks() {
        return manager.rolledBack.get();
    }

    /** Returns whether an exchange is marked as being in a transaction that its thread is not in. */
    static boolean isOnOtherThread(Exchange exchange) {
        return exchange.isTransacted() && !TransactionSynchronizationManager.isActualTransactionActive();
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to prepare
    }

    @Override
    public Processor wrap(Route route, Processor processor) {
        return new Processor() {
            @Override
            public void process(Exchange exchange) {
                template.executeWithoutResult(status -> {
                    exchange.getUnitOfWork().beginTransactedBy(this);
                    try {
                        processor.process(exchange);
                    } catch (Exception e) {
                        exchange.setException(e);
                    } finally {
                        exchange.getUnitOfWork().endTransactedBy(this);
                    }
                    if (exchange.isFailed() || exchange.isRollbackOnly()) {
                        status.setRollbackOnly();
                    }
                });
            }
        };
    }

    private static final class Manager extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger committed = new AtomicInteger();
        private final AtomicInteger rolledBack = new AtomicInteger();

        Manager() {
            // a nested block that fails and is handled does not fail the outer one
            setGlobalRollbackOnParticipationFailure(false);
        }

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return TransactionSynchronizationManager.hasResource(this);
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            TransactionSynchronizationManager.bindResource(this, begun.incrementAndGet());
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            committed.incrementAndGet();
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            rolledBack.incrementAndGet();
        }

        @Override
        protected void doSetRollbackOnly(DefaultTransactionStatus status) {
            // the outer block decides
        }

        @Override
        protected void doCleanupAfterCompletion(Object transaction) {
            TransactionSynchronizationManager.unbindResource(this);
        }
    }
}
