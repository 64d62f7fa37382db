using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Async;

/// <summary><c>async</c> of an interface: which calls are accepted for later, and how they are delivered.</summary>
public sealed record AsyncPlan
{
    public static readonly Section<AsyncPlan> Section = new("async", Make)
    {
        { AsyncFields.When, plan => Listed(plan.When) },
        { AsyncFields.Credentials, plan => plan.Credentials },
        { AsyncFields.Secrets, plan => plan.Secrets },
        { AsyncFields.Key, plan => plan.Key },
        { AsyncFields.Keyless, plan => plan.Keyless },
        { AsyncFields.Caller, plan => plan.Caller },
        { AsyncFields.Order, plan => plan.Order },
        { AsyncFields.Attempts, plan => plan.AttemptsMax },
        { AsyncFields.Schedule, plan => plan.Schedule },
        { AsyncFields.AgeMax, plan => plan.AgeMax },
        { AsyncFields.Keep, plan => plan.Keep },
        { AsyncFields.Concurrency, plan => plan.Concurrency },
        { AsyncFields.Pace, plan => plan.Pace },
        { AsyncFields.Backlog, plan => plan.Backlog },
    };

    public static readonly Field<AsyncPlan?> Field = new(
        "async", Shapes.NoneOrObject(Section), "Calls that are accepted for later: put on the disk, answered 202, and delivered when the service can take them.")
    {
        Because = "None unless asked for: a caller has to know what a 202 means.",
    };

    /// <summary>For what was accepted under a plan that is no more: it is delivered all the same.</summary>
    internal static readonly AsyncPlan Usual = Make(FieldValues.Empty);

    public required AsyncWhen When { get; init; }

    /// <summary>Headers that a delivery gets, by name; null: none.</summary>
    public required IReadOnlyDictionary<string, string>? Credentials { get; init; }

    /// <summary>Names of headers that are credentials, beside those that always are.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    public required KeyPlan Key { get; init; }

    public required AsyncKeyless Keyless { get; init; }

    /// <summary>Null: whoever knows an operation's name may ask for it.</summary>
    public required KeyPlan? Caller { get; init; }

    /// <summary>Null: in no order.</summary>
    public required KeyPlan? Order { get; init; }

    public required int AttemptsMax { get; init; }

    /// <summary>Waits after the first attempt, the second, and so on; the last one repeats.</summary>
    public required IReadOnlyList<TimeSpan> Schedule { get; init; }

    public required TimeSpan AgeMax { get; init; }

    public required TimeSpan Keep { get; init; }

    public required int Concurrency { get; init; }

    /// <summary>Null: as fast as it goes.</summary>
    public required Rate? Pace { get; init; }

    public required BacklogPlan Backlog { get; init; }

    private static AsyncPlan Make(FieldValues values) => new()
    {
        When = values.Get(AsyncFields.When).Aggregate(AsyncWhen.None, static (sum, one) => sum | one),
        Credentials = values.Get(AsyncFields.Credentials),
        Secrets = values.Get(AsyncFields.Secrets),
        Key = values.Get(AsyncFields.Key),
        Keyless = values.Get(AsyncFields.Keyless),
        Caller = values.Get(AsyncFields.Caller),
        Order = values.Get(AsyncFields.Order),
        AttemptsMax = values.Get(AsyncFields.Attempts),
        Schedule = values.Get(AsyncFields.Schedule),
        AgeMax = values.Get(AsyncFields.AgeMax),
        Keep = values.Get(AsyncFields.Keep),
        Concurrency = values.Get(AsyncFields.Concurrency),
        Pace = values.Get(AsyncFields.Pace),
        Backlog = values.Get(AsyncFields.Backlog),
    };

    private static IReadOnlyList<AsyncWhen> Listed(AsyncWhen when) =>
        [.. Enum.GetValues<AsyncWhen>().Where(one => one != AsyncWhen.None && when.HasFlag(one))];
}
