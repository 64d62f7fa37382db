using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Limits.Yielding;

namespace Holdfast.Core.Principles.Limits;

/// <summary>One entry of <c>limit</c>, of an interface or a service: how many calls may pass.</summary>
public sealed record LimitPlan
{
    public static readonly Section<LimitPlan> Section = new("limit", static (_, values) => Make(values), shorthand: LimitFields.Rate)
    {
        { LimitFields.Rate, plan => plan.Rate },
        { LimitFields.Concurrency, plan => plan.Concurrency },
        { LimitFields.YieldsTo, plan => plan.YieldsTo },
        { LimitFields.Kind, plan => plan.Kind },
        { LimitFields.Burst, plan => plan.Burst },
        { LimitFields.Queue, plan => plan.Queue },
        { LimitFields.Wait, plan => plan.Wait },
        { LimitFields.Over, plan => plan.Over },
        { LimitFields.From, plan => plan.From },
        { LimitFields.Per, plan => plan.Per },
        { LimitFields.Keyless, plan => plan.Keyless },
        { LimitFields.Overrides, plan => plan.Overrides },
        { LimitFields.KeysMax, plan => plan.KeysMax },
        { LimitFields.OnlyHot, plan => plan.OnlyHot },
        { LimitFields.Headers, plan => plan.Headers },
        { LimitFields.Observe, plan => plan.Observe },
    };

    public static readonly Field<IReadOnlyList<LimitPlan>> Field = new(
        "limit", Shapes.OneOrList(Section, "limit"), "How many calls may pass. Of several limits the strictest answers.")
    {
        Default = [],
        DefaultWords = "none",
        Because = "None unless asked for: only who knows the backend, or the callers, can say how much is too much.",
    };

    /// <summary>Null: it counts no rate.</summary>
    public required Rate? Rate { get; init; }

    /// <summary>Null: it does not count calls at once.</summary>
    public required int? Concurrency { get; init; }

    /// <summary>Null: it holds whoever else is busy.</summary>
    public required YieldPlan? YieldsTo { get; init; }

    public required LimitKind Kind { get; init; }

    /// <summary>Null: as the kind has it.</summary>
    public required int? Burst { get; init; }

    /// <summary>Calls; null: none may wait.</summary>
    public required int? Queue { get; init; }

    /// <summary>Null: none may wait.</summary>
    public required TimeSpan? Wait { get; init; }

    public required TimeSpan Over { get; init; }

    /// <summary>Above 0, up to 1.</summary>
    public required double From { get; init; }

    /// <summary>Null: all calls count together.</summary>
    public required LimitPer? Per { get; init; }

    public required LimitKeyless Keyless { get; init; }

    /// <summary>By the text of the key.</summary>
    public required IReadOnlyDictionary<string, LimitAmount> Overrides { get; init; }

    public required int KeysMax { get; init; }

    /// <summary>It holds for what very many ask for just now, and for nothing else.</summary>
    public required bool OnlyHot { get; init; }

    /// <summary>Every answer says what is left.</summary>
    public required bool Headers { get; init; }

    /// <summary>It refuses nothing, and counts what it would have refused.</summary>
    public required bool Observe { get; init; }

    public LimitScope Scope => Per?.Scope ?? LimitScope.All;

    /// <summary>What it is after all: a number of calls at once and giving way are kinds that need no saying.</summary>
    public LimitKind Effective => (Concurrency, Rate, YieldsTo) switch
    {
        (not null, _, _) => LimitKind.Concurrency,
        (_, null, not null) => LimitKind.GiveWay,
        _ => Kind,
    };

    /// <summary>A bucket of tokens for all calls together, and nothing else said.</summary>
    public static LimitPlan Of(Rate rate) => new()
    {
        Rate = rate,
        Concurrency = null,
        YieldsTo = null,
        Kind = LimitKind.TokenBucket,
        Burst = null,
        Queue = null,
        Wait = null,
        Over = LimitFields.Over.Default,
        From = LimitFields.From.Default,
        Per = null,
        Keyless = LimitKeyless.AsOne,
        Overrides = LimitFields.Overrides.Default!,
        KeysMax = LimitFields.KeysMax.Default,
        OnlyHot = false,
        Headers = false,
        Observe = false,
    };

    private static LimitPlan Make(FieldValues values) => new()
    {
        Rate = values.Get(LimitFields.Rate),
        Concurrency = values.Get(LimitFields.Concurrency),
        YieldsTo = values.Get(LimitFields.YieldsTo),
        Kind = values.Get(LimitFields.Kind),
        Burst = values.Get(LimitFields.Burst),
        Queue = values.Get(LimitFields.Queue),
        Wait = values.Get(LimitFields.Wait),
        Over = values.Get(LimitFields.Over),
        From = values.Get(LimitFields.From),
        Per = values.Get(LimitFields.Per),
        Keyless = values.Get(LimitFields.Keyless),
        Overrides = values.Get(LimitFields.Overrides),
        KeysMax = values.Get(LimitFields.KeysMax),
        OnlyHot = values.Get(LimitFields.OnlyHot),
        Headers = values.Get(LimitFields.Headers),
        Observe = values.Get(LimitFields.Observe),
    };
}
