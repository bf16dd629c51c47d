package dev.supercargo.decisions.stage;

import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.GoText;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What auto-promotion does about one origin, or about one piece of Freight of it, and why. [#reason] is the stable
/// code
/// and [#sentence] the words that the condition `AutoPromotion`, the REST explanation and `supercargo why` show.
public sealed interface AutoPromotion {
    /// The stable code.
    String reason();

    /// Whether nothing stands in the way; `Unknown` where that cannot be told.
    Standing standing();

    /// The reason in words.
    String sentence();

    /// See [#standing].
    enum Standing {
        CLEAR("True"),
        UNDECIDED("Unknown"),
        BLOCKED("False");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        /// The status of the condition.
        public String word() {
            return word;
        }

        /// The verdict about one piece of Freight: `Clear`, `Undecided` or `Blocked`.
        public String verdict() {
            return switch (this) {
                case CLEAR -> "Clear";
                case UNDECIDED -> "Undecided";
                case BLOCKED -> "Blocked";
            };
        }
    }

    /// The candidate is promoted now.
    record Promote(FreightOrigin origin, String freight) implements AutoPromotion {
        @Override
        public String reason() {
            return "Promoting";
        }

        @Override
        public Standing standing() {
            return Standing.CLEAR;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " is being promoted";
        }
    }

    /// The Stage holds the candidate, and nothing newer waits.
    record Current(FreightOrigin origin, String freight) implements AutoPromotion {
        @Override
        public String reason() {
            return "AlreadyCurrent";
        }

        @Override
        public Standing standing() {
            return Standing.CLEAR;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " is what the Stage holds, and nothing newer waits";
        }
    }

    /// A user chose other Freight; that is not overridden.
    record Held(FreightOrigin origin, Hold hold) implements AutoPromotion {
        @Override
        public String reason() {
            return "HeldByUser";
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return "Freight from origin " + GoText.quote(origin.key()) + " is held: "
                    + (hold.actor().isEmpty() ? "somebody" : hold.actor()) + " promoted Freight "
                    + GoText.quote(hold.freightName()) + " by hand (Promotion " + GoText.quote(hold.promotionName())
                    + "); promote the newest available Freight by hand to resume";
        }
    }

    /// A Promotion of the candidate waits, runs, or has ended and is about to be recorded.
    record InFlight(FreightOrigin origin, String freight, String promotion) implements AutoPromotion {
        @Override
        public String reason() {
            return "PromotionInFlight";
        }

        @Override
        public Standing standing() {
            return Standing.CLEAR;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " is on its way: Promotion " + GoText.quote(promotion);
        }
    }

    /// The newest Promotion of the candidate did not succeed; it is not repeated.
    record LastAttemptFailed(FreightOrigin origin, String freight, String promotion, String phase)
            implements AutoPromotion {
        @Override
        public String reason() {
            return "LastAttemptFailed";
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " is not tried again: Promotion " + GoText.quote(promotion) + " is "
                    + phase + "; promote it by hand, delete that Promotion, or wait for newer Freight";
        }
    }

    /// The newest Freight stays upstream until it has soaked; without `until` it does not soak now.
    record Soaking(
            FreightOrigin origin, String freight, Duration required, List<String> upstream, Optional<Instant> until)
            implements AutoPromotion {
        @Override
        public String reason() {
            return "Soaking";
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " must stay " + GoDuration.print(required) + " in "
                    + Candidates.listed(upstream)
                    + until.map(at -> " and may go on at " + at).orElse(", which does not hold it now");
        }
    }

    /// The newest Freight is not verified where it must be.
    record UpstreamNotVerified(FreightOrigin origin, String freight, List<String> upstream, boolean all)
            implements AutoPromotion {
        @Override
        public String reason() {
            return "UpstreamNotVerified";
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " is not verified in " + (all ? "all" : "any") + " of "
                    + Candidates.listed(upstream) + " and not approved for this Stage";
        }
    }

    /// No Stage can let the newest Freight through: somebody must approve it.
    record NotApproved(FreightOrigin origin, String freight) implements AutoPromotion {
        @Override
        public String reason() {
            return "NotApproved";
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " comes from no other Stage and is not approved for this one";
        }
    }

    /// The upstream Stage, whose Freight is to be matched, does not hold exactly one piece that may come.
    record UpstreamUnclear(FreightOrigin origin, List<String> upstream, int pieces) implements AutoPromotion {
        @Override
        public String reason() {
            return pieces == 0 ? "NothingUpstream" : "UpstreamUnclear";
        }

        @Override
        public Standing standing() {
            return Standing.UNDECIDED;
        }

        @Override
        public String sentence() {
            return Candidates.listed(upstream) + " holds " + pieces + " pieces of Freight from origin "
                    + GoText.quote(origin.key()) + " that may be promoted; exactly one can be matched";
        }
    }

    /// There is no Freight of this origin.
    record NoFreight(FreightOrigin origin) implements AutoPromotion {
        @Override
        public String reason() {
            return "NoFreight";
        }

        @Override
        public Standing standing() {
            return Standing.UNDECIDED;
        }

        @Override
        public String sentence() {
            return "there is no Freight from origin " + GoText.quote(origin.key()) + " yet";
        }
    }

    /// The Project does not let this Stage promote by itself.
    record PolicyOff(AutoPromotionPolicy.Because because) implements AutoPromotion {
        @Override
        public String reason() {
            return "PolicyOff";
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return switch (because) {
                case NO_POLICY_FITS -> "no promotion policy of the Project's ProjectConfig names this Stage";
                case POLICY_SAYS_SO ->
                    "the first promotion policy that names this Stage does not enable auto-promotion";
            };
        }
    }

    /// The API refused the Promotion.
    record Refused(FreightOrigin origin, String freight, Refusal refusal) implements AutoPromotion {
        @Override
        public String reason() {
            return refusal.reason();
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return refused(freight, origin) + refusal.sentence();
        }
    }

    /// Nothing stands in the way, and still nothing moves: nobody has promoted it since then.
    record Overdue(FreightOrigin origin, String freight, Instant since) implements AutoPromotion {
        @Override
        public String reason() {
            return "Overdue";
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " could have been promoted since " + since
                    + ", nothing stands in the way, and still there is no Promotion: see that the controller runs";
        }
    }

    /// Other Freight goes first; this piece is not promoted by itself, now or later.
    record Superseded(FreightOrigin origin, String freight, String by) implements AutoPromotion {
        @Override
        public String reason() {
            return "Superseded";
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " gives way to Freight " + GoText.quote(by)
                    + ", which is newer or what the upstream Stage holds; promote it by hand if you want it";
        }
    }

    /// Only what the upstream Stage holds is taken, and it does not hold this piece.
    record NotUpstream(FreightOrigin origin, String freight, List<String> upstream) implements AutoPromotion {
        @Override
        public String reason() {
            return "NotUpstream";
        }

        @Override
        public Standing standing() {
            return Standing.BLOCKED;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + " is not what " + Candidates.listed(upstream)
                    + " holds, and only that is promoted by itself";
        }
    }

    /// The Stage only passes Freight on; nothing is promoted to it.
    record PassedOn(FreightOrigin origin, String freight, boolean done) implements AutoPromotion {
        @Override
        public String reason() {
            return done ? "PassedOn" : "PassingOn";
        }

        @Override
        public Standing standing() {
            return Standing.CLEAR;
        }

        @Override
        public String sentence() {
            return subject(freight, origin) + (done ? " has passed" : " is about to pass")
                    + " this Stage, which has no promotion steps of its own";
        }
    }

    /// It could not be decided, because something before it failed.
    record Undecided(String why) implements AutoPromotion {
        @Override
        public String reason() {
            return "NotDecided";
        }

        @Override
        public Standing standing() {
            return Standing.UNDECIDED;
        }

        @Override
        public String sentence() {
            return why;
        }
    }

    /// How the sentence about a refusal begins.
    static String refused(String freight, FreightOrigin origin) {
        return subject(freight, origin) + " cannot be promoted: ";
    }

    private static String subject(String freight, FreightOrigin origin) {
        return "Freight " + GoText.quote(freight) + " from origin " + GoText.quote(origin.key());
    }
}
