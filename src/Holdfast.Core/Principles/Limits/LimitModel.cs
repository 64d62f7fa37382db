using System.Collections.Frozen;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Principles.Limits.Yielding;

namespace Holdfast.Core.Principles.Limits;

/// <summary>One entry of <c>limit</c> under one revision.</summary>
internal sealed class LimitModel
{
    private readonly string[] _named;

    /// <param name="plan">As it is written.</param>
    /// <param name="rule">Path of the entry in the plan.</param>
    /// <param name="position">Where it stands on the way of a call.</param>
    /// <param name="watch">Of the interface it yields to; null: it holds always.</param>
    public LimitModel(LimitPlan plan, string rule, Position position, YieldWatch? watch)
    {
        (Plan, Rule, Kind, Watch) = (plan, rule, plan.Effective, watch);
        Reader = plan.Per?.Key is { } key ? new KeyReader(key) : null;
        IsKeyShown = plan.Per?.Key?.Parts.All(LimitSignals.IsShown) == true;
        _named = [.. plan.Overrides.Keys];
        var error = position switch
        {
            not Position.Limits => LimitErrors.ServiceFull,
            _ => Kind switch
            {
                LimitKind.Concurrency => LimitErrors.TooManyAtOnce,
                LimitKind.GiveWay => LimitErrors.GivesWay,
                _ => LimitErrors.TooMany,
            },
        };
        Refusal = new Refusal(error, Kind == LimitKind.GiveWay ? "limit-yields" : Kind == LimitKind.Concurrency ? "limit-concurrency" : "limit-rate", position, rule);
        QueueFull = new Refusal(position == Position.Limits ? LimitErrors.QueueFull : LimitErrors.ServiceFull, "limit-queue", position, rule);
        Policy = LimitHeaders.NameOf(rule);
    }

    public LimitPlan Plan { get; }

    public string Rule { get; }

    public LimitKind Kind { get; }

    /// <summary>Null: it is not kept by key.</summary>
    public KeyReader? Reader { get; }

    /// <summary>Whether the text of a key may stand in a signal: it is no secret.</summary>
    public bool IsKeyShown { get; }

    public YieldWatch? Watch { get; }

    public Refusal Refusal { get; }

    public Refusal QueueFull { get; }

    /// <summary>Its name in header fields.</summary>
    public string Policy { get; }

    /// <summary>What must be the same for another revision's entry to go on with what this one counted.</summary>
    public string Identity =>
        $"{Kind} per {(Plan.Per is { } per ? LimitFields.Per.Shape.WriteAny(per) : "all")} only {Plan.OnlyHot} yields {Plan.YieldsTo?.Interface}";

    /// <param name="named">Of an interface or node, whose own amount may be named; empty: none is.</param>
    /// <param name="share">Of the whole, that is this process's.</param>
    public LimitNumbers Numbers(string named, double share, LimitClock clock)
    {
        var usual = LimitSpec.Of(Plan, named.Length > 0 && Plan.Overrides.TryGetValue(named, out var amount) ? amount : new LimitAmount(Plan.Rate, Plan.Concurrency), share, clock.Second);
        if (Reader is null || _named.Length == 0) return new LimitNumbers(usual, FrozenDictionary<ulong, LimitSpec?>.Empty);
        var own = new Dictionary<ulong, LimitSpec?>();
        foreach (var text in _named)
            if (Reader.TryHashText(text, HashSeed.Secret, out var hash)) own[hash] = LimitSpec.Of(Plan, Plan.Overrides[text], share, clock.Second);
        return new LimitNumbers(usual, own.ToFrozenDictionary());
    }

    /// <summary>What a refusal was decided on.</summary>
    /// <param name="left">That would pass.</param>
    public Measure Measured(LimitSpec? spec, double left) => Kind switch
    {
        LimitKind.GiveWay => Watch is { } watch ? new Measure(watch.Bound.Rate is null ? "in-flight" : "calls_per_second", watch.Value, watch.Bound.Value) : default,
        LimitKind.Concurrency => new Measure("in-flight", spec!.Count - left, spec.Count),
        LimitKind.FixedWindow or LimitKind.SlidingWindow => new Measure("calls-in-window", spec!.Count - left, spec.Count),
        _ => new Measure("tokens", left, 1),
    };
}
