using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>Keeps a prober for every node that the live plan wants probed; never two for one node.</summary>
public sealed class ProbeAgent(AgentContext context) : IAgent
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NodeState, NodeProber> _probers = [];
    private readonly Dictionary<NodeState, Task> _ending = [];
    private readonly ProbePace _pace = new(context.Time);
    private bool _ended;

    public void Apply(PlanModel plan)
    {
        lock (_gate)
        {
            if (_ended) return;
            var wanted = Wanted(plan).ToDictionary(static target => target.Node.State);
            _pace.Share(wanted.Values.GroupBy(static target => target.Service).Select(static group => group.Count() / group.First().Plan.Every.TotalSeconds));
            EndAll(state => !wanted.ContainsKey(state), forget: true);
            EndAll(state => !wanted[state].Plan.IsAlike(_probers[state].Target.Plan), forget: false);
            foreach (var (state, target) in wanted)
                if (_probers.TryGetValue(state, out var prober)) prober.Target = target;
                else _probers[state] = new NodeProber(target, context, _pace, _ending.GetValueOrDefault(state, Task.CompletedTask));
            foreach (var (state, end) in _ending.ToArray())
                if (end.IsCompleted) _ending.Remove(state);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] ends;
        lock (_gate)
        {
            _ended = true;
            EndAll(static _ => true, forget: false);
            ends = [.. _ending.Values];
        }

        await Task.WhenAll(ends);
    }

    private static IEnumerable<ProbeTarget> Wanted(PlanModel plan) =>
        from service in plan.Services.Values
        let probe = service.Plan.Sections.Get(HealthPlan.Field).Probe
        where probe is not null
        from version in service.Versions.Values
        from node in version.Nodes
        select new ProbeTarget(service, version, node, probe);

    /// <summary>An end includes that of every prober the node had before, since each begins after the end of the one before.</summary>
    private void EndAll(Func<NodeState, bool> which, bool forget)
    {
        foreach (var state in _probers.Keys.Where(which).ToArray())
        {
            _probers.Remove(state, out var prober);
            _ending[state] = forget ? prober!.RetireAsync() : prober!.DisposeAsync().AsTask();
        }
    }
}
