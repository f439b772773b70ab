package dev.quire.session;

/// What a session answers: data, which the reports make text of.
public sealed interface Response
        permits Session.Checked,
                Session.Tagged,
                Session.Run,
                Session.Exploration,
                Session.Graphed,
                Session.Formatted,
                Cases,
                Comparison,
                Conformance.Outcome,
                Fitting,
                Interactive.Opened,
                Script {}
