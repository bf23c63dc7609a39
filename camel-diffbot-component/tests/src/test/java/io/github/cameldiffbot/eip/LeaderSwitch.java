/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.Optional;

import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.support.cluster.AbstractCamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterView;

/**
 * A cluster of one member that leads when the test requests it.
 */
final class LeaderSwitch extends AbstractCamelClusterService<LeaderSwitch.View> {

    private volatile boolean leads;
    private volatile View view;

    LeaderSwitch() {
        super("test");
    }

    /** Gives this node the leadership or removes it. */
    void lead(boolean isLeader) {
        leads = isLeader;
        if (view != null) {
            view.changed();
        }
    }

    @Override
    protected View createView(String namespace) {
        view = new View(namespace);
        return view;
    }

    final class View extends AbstractCamelClusterView {

        private final CamelClusterMember member = new CamelClusterMember() {
            @Override
            public boolean isLeader() {
                return leads;
            }

            @Override
            public boolean isLocal() {
                return true;
            }

            @Override
            public String getId() {
                return "node";
            }
        };

        View(String namespace) {
            super(LeaderSwitch.this, namespace);
        }

        void changed() {
            fireLeadershipChangedEvent(getLeader().orElse(null));
        }

        @Override
        public Optional<CamelClusterMember> getLeader() {
            return leads ? Optional.of(member) : Optional.empty();
        }

        @Override
        public CamelClusterMember getLocalMember() {
            return member;
        }

        @Override
        public List<CamelClusterMember> getMembers() {
            return List.of(member);
        }

        @Override
        protected void doStart() {
            // there are no other members
        }

        @Override
        protected void doStop() {
            // there are no listeners
        }
    }
}
