using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Async;

/// <summary>What waits of each interface, and what has become of what was accepted.</summary>
internal static class AsyncSnapshot
{
    private static readonly string[] Tallies = [.. Enum.GetNames<AsyncTally>().Select(static name => AsyncWords.Of(Enum.Parse<AsyncTally>(name)).Replace('-', '_'))];

    public static Snapshot Take(SliceContext context) => new(AsyncSignals.Slice,
    [
        new SnapshotTable("interfaces", ["interface", "when", "state", "waiting", "oldest_seconds", "bytes", "given_up", "in_flight", .. Tallies],
            [.. context.Plan.Interfaces.Values.Select(target => Row(target, context))]),
    ]);

    private static object?[] Row(InterfaceModel target, SliceContext context)
    {
        var state = context.State.Interface(target.Name).Own(static () => new AsyncState());
        var when = target.Plan.Sections.Get(AsyncPlan.Field) is { } plan ? AsyncWords.Of(plan.When) : "none";
        return
        [
            target.Name, when, state.IsHeldUp ? "waits" : "delivers", state.Reading?.Live, state.Reading?.OldestAge.TotalSeconds, state.Reading?.Bytes, state.Reading?.Buried, state.InFlight,
            .. Enum.GetValues<AsyncTally>().Select(what => (object?)state.Read(what)),
        ];
    }
}
