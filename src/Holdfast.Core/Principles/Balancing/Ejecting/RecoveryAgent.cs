using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Keeps a check for every ejected node: the service's probe, or a connection where the plan has none.</summary>
public sealed class RecoveryAgent(AgentContext context) : IAgent
{
    private readonly Lock _gate = new();
    private readonly RecoveryPlaces _places = new();
    private readonly Dictionary<NodeState, RecoveryCheck> _checks = [];
    private readonly List<Task> _ending = [];
    private PlanModel? _plan;
    private bool _ended;

    public void Apply(PlanModel plan)
    {
        lock (_gate)
        {
            if (_ended) return;
            _plan = plan;
            foreach (var version in plan.Versions) BalancingSlice.Gate(version.State).Told = (_, node) => Begin(node.State);
            foreach (var (state, check) in _checks.ToArray())
            {
                if (Find(plan, state) is { } target) check.Target = target;
                else End(state);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] ends;
        lock (_gate)
        {
            _ended = true;
            foreach (var state in _checks.Keys.ToArray()) End(state);
            ends = [.. _ending];
        }

        await Task.WhenAll(ends);
    }

    private void Begin(NodeState node)
    {
        lock (_gate)
        {
            if (_ended || _plan is null || Find(_plan, node) is not { } target) return;
            foreach (var (state, check) in _checks.ToArray())
                if (check.IsOver) End(state);
            End(node);
            _checks[node] = new RecoveryCheck(target, context, _places);
        }
    }

    private void End(NodeState node)
    {
        _ending.RemoveAll(static end => end.IsCompleted);
        if (_checks.Remove(node, out var check)) _ending.Add(check.DisposeAsync().AsTask());
    }

    private static ProbeTarget? Find(PlanModel plan, NodeState state)
    {
        if (!plan.Services.TryGetValue(state.Version.Service, out var service)) return null;
        if (!service.Versions.TryGetValue(state.Version.Name, out var version)) return null;
        return version.Nodes.FirstOrDefault(node => ReferenceEquals(node.State, state)) is { } found
            ? new ProbeTarget(service, version, found, service.Plan.Sections.Get(HealthPlan.Field).Probe ?? ProbePlan.Connect)
            : null;
    }
}
