using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing;

/// <summary>Keeps a prober for every node that the live plan wants probed.</summary>
public sealed class ProbeAgent(AgentContext context) : IAgent
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NodeState, NodeProber> _probers = [];
    private Task _retiring = Task.CompletedTask;
    private bool _ended;

    public void Apply(PlanModel plan)
    {
        lock (_gate)
        {
            if (_ended) return;
            var wanted = Wanted(plan).ToDictionary(static w => w.Node.State);
            var retired = _probers.Where(p => !wanted.TryGetValue(p.Key, out var w) || !Serves(p.Value, w)).ToArray();
            foreach (var (state, _) in retired) _probers.Remove(state);
            _retiring = RetireAsync(_retiring, retired, wanted);
            foreach (var (state, want) in wanted)
                if (!_probers.ContainsKey(state))
                    _probers[state] = new NodeProber(want.Service, want.Node, want.Plan, context);
        }
    }

    public async ValueTask DisposeAsync()
    {
        NodeProber[] probers;
        lock (_gate)
        {
            _ended = true;
            probers = [.. _probers.Values];
            _probers.Clear();
        }

        foreach (var prober in probers) await prober.DisposeAsync();
        await _retiring;
    }

    private static IEnumerable<(ServiceModel Service, NodeModel Node, ProbePlan Plan)> Wanted(PlanModel plan) =>
        from service in plan.Services.Values
        let probe = service.Plan.Sections.Get(HealthPlan.Field).Probe
        where probe is not null
        from version in service.Versions.Values
        from node in version.Nodes
        select (service, node, probe);

    /// <summary>A prober goes on over revisions that change neither the probe nor how the service is spoken to.</summary>
    private static bool Serves(NodeProber prober, (ServiceModel Service, NodeModel Node, ProbePlan Plan) wanted) =>
        prober.Plan == wanted.Plan && ReferenceEquals(prober.Service.Host, wanted.Service.Host);

    private static async Task RetireAsync(
        Task before, KeyValuePair<NodeState, NodeProber>[] retired,
        Dictionary<NodeState, (ServiceModel, NodeModel, ProbePlan)> wanted)
    {
        await before;
        foreach (var (state, prober) in retired)
            await (wanted.ContainsKey(state) ? prober.DisposeAsync().AsTask() : prober.RetireAsync());
    }
}
