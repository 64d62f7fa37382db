using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>Who had a node drained, and until when, across revisions.</summary>
internal sealed class DrainNote
{
    private Said _said = new(null, null);

    /// <summary>Null: nobody, or it was put back.</summary>
    public CommandOrder? Order => Volatile.Read(ref _said).Order;

    /// <summary>Null: until it is put back.</summary>
    public DrainEnd? Until => Volatile.Read(ref _said).Until;

    public void Set(CommandOrder? order, DrainEnd? until) => Volatile.Write(ref _said, new Said(order, until));

    public static DrainNote Of(NodeState node) => node.Own(static () => new DrainNote());

    public static DrainEnd End(TimeProvider clock, TimeSpan time) =>
        new(clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency), clock.GetUtcNow() + time);

    private sealed record Said(CommandOrder? Order, DrainEnd? Until);
}
