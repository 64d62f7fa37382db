using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Degradation.Levels;

internal static class LevelsErrors
{
    public static readonly KnownError Unknown = new(
        "HF2350", "A step on something that is not there",
        "When the plan is entered, it would give nothing up, and what it was to make room for would go down.",
        "Correct the name.");

    public static readonly KnownError OneThing = new(
        "HF2351", "A step that does not say what it gives up, or two things at once",
        "Each step is undone by itself, and named where it cannot be: so each is one thing.",
        "Give it an 'interface' with one of 'answer', 'share', 'limit', or a 'service' with one of 'breaker', 'drain'.",
        "level-1:\n  - { interface: search, limit: 100/s }\n  - { service: recommendations, breaker: open }");

    public static readonly KnownError KeepsNothing = new(
        "HF2352", "Stale answers of an interface that keeps none",
        "Every call would be refused: nothing is ever at hand.",
        "Add 'cache' to the interface, or take another answer.");

    public static readonly KnownError NoBreaker = new(
        "HF2353", "A breaker to open that the service does not have",
        "There would be nothing that opens.",
        "Add 'breaker' to the service; 'breaker: { observe: true }' breaks nothing off until it is told to.");

    public static readonly KnownError Gap = new(
        "HF2354", "A level with none below it",
        "A higher level holds with all below it: who enters this one would look for the other in vain.",
        "Number the levels from 1 on, without a gap.");

    public static readonly KnownError AllNodes = new(
        "HF2355", "All nodes of a service to drain",
        "Every call of it would be refused, by a step that reads as if there were others.",
        "Name a zone that has a part of its nodes; or break the service off: 'breaker: open'.");

    public static readonly KnownError TooMany = new(
        "HF2356", "More steps than a person can rehearse",
        "A degradation plan of which nobody knows what it does is an outage with a name.",
        "Split it into plans for one purpose each, or give up less.");

    public static readonly KnownError BadCondition = new(
        "HF2357", "A condition that cannot be read",
        "A condition that is guessed at enters a plan when nobody meant it to, or never.",
        "Write readings held against bounds, joined by 'and', 'or', 'not' and brackets.",
        "when: \"p99(orders) > 2s and calls(orders) > 10/s\"\nwhen: \"overload(orders) or breaker(payments)\"");

    public static readonly KnownError NotMeasured = new(
        "HF2358", "A condition on something that nobody measures",
        "It would never hold, and the plan never be entered.",
        "Give the service what measures it, or take another reading.");

    public static readonly KnownError OneCause = new(
        "HF2359", "An entry that does not say when, or says it twice",
        "A condition and a schedule are two entries: each enters the plan by itself.",
        "Give it 'when' or 'at'; what belongs to the other is left out.",
        "enter:\n  - { when: \"overload(orders)\", for: 10s, level: 1 }\n  - { at: \"0 20 * * fri\", zone: Asia/Shanghai, lasts: 2h, level: 1 }");

    public static readonly KnownError UnknownPlan = new(
        "HF5160", "There is no such degradation plan",
        "Another one would give up something else than was meant.",
        "'holdfast degrade list' shows those of the live plan; the message names what is nearest.") { Status = 404 };

    public static readonly KnownError NoLevel = new(
        "HF5161", "The degradation plan has no such level",
        "A lower one would give up less than was asked for.",
        "'holdfast degrade show NAME' says what each level does.") { Status = 409 };

    public static readonly KnownError TooLong = new(
        "HF5162", "Longer than the degradation plan may hold",
        "Whoever wrote it has said how long its users can do without.",
        "Ask for less, enter it again later, or raise 'expires' in the plan.") { Status = 409 };

    public static readonly KnownError NotNow = new(
        "HF5163", "What the degradation plan requires does not hold",
        "Its writer has said when it does more harm than good.",
        "The message says what does not hold. 'holdfast degrade enter NAME --force' enters it all the same.") { Status = 409 };

    public static IReadOnlyList<KnownError> All { get; } =
        [Unknown, OneThing, KeepsNothing, NoBreaker, Gap, AllNodes, TooMany, BadCondition, NotMeasured, OneCause, UnknownPlan, NoLevel, TooLong, NotNow];
}
