using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Failover;

/// <summary>Gives groups with nodes in slow start their shares anew, so that a zone that has recovered is not run over by all of its traffic at once.</summary>
public sealed class ShareAgent : IAgent
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly ITimer _timer;
    private PlanModel? _plan;

    public ShareAgent(AgentContext context) =>
        _timer = context.Time.CreateTimer(static self => ((ShareAgent)self!).Tick(), this, Every, Every);

    public void Apply(PlanModel plan) => Volatile.Write(ref _plan, plan);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        if (Volatile.Read(ref _plan) is not { } plan) return;
        foreach (var version in plan.Versions)
        {
            version.Candidates.Share();
            foreach (var part in version.Partition?.Parts ?? []) part.Share();
        }
    }
}
