using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>Turns a plan into a model: every slice compiles its part, bound to the state that outlives revisions.</summary>
public sealed class PlanCompiler
{
    private readonly CompileContext _context;
    private readonly IInboundSlice[] _inbound;
    private readonly IGateSlice[] _gates;
    private readonly IObserverSlice[] _observers;
    private readonly IDeadlineSlice _deadline;
    private readonly IRetrySlice _retry;
    private readonly IPickerSlice _picker;
    private readonly IPanicSlice _panic;
    private readonly ICandidateArranger _arranger;
    private readonly IResolveSlice? _resolve;
    private readonly IOtherwiseSlice? _otherwise;
    private readonly IPartitionSlice? _partition;
    private readonly ILaterSlice? _later;

    /// <exception cref="InvalidOperationException">A step that must have exactly one slice has none or two.</exception>
    public PlanCompiler(IReadOnlyList<ISlice> slices, CompileContext context)
    {
        _context = context;
        _inbound = [.. slices.OfType<IInboundSlice>()];
        _gates = [.. slices.OfType<IGateSlice>()];
        _observers = [.. slices.OfType<IObserverSlice>()];
        _deadline = slices.OfType<IDeadlineSlice>().Single();
        _retry = slices.OfType<IRetrySlice>().Single();
        _picker = slices.OfType<IPickerSlice>().Single();
        _panic = slices.OfType<IPanicSlice>().Single();
        _arranger = slices.OfType<IArrangerSlice>().Single().Compile(context);
        _resolve = slices.OfType<IResolveSlice>().SingleOrDefault();
        _otherwise = slices.OfType<IOtherwiseSlice>().SingleOrDefault();
        _partition = slices.OfType<IPartitionSlice>().SingleOrDefault();
        _later = slices.OfType<ILaterSlice>().SingleOrDefault();
    }

    public PlanModel Compile(HoldfastPlan plan, Revision revision)
    {
        var services = plan.Services.Values.ToDictionary(service => service.Name, Service, StringComparer.Ordinal);
        var interfaces = plan.Interfaces.Values.ToDictionary(
            target => target.Name, target => Interface(target, services, _context with { Plan = plan }), StringComparer.Ordinal);
        return new PlanModel(plan, revision, services, interfaces, _context.State.Unmatched);
    }

    /// <summary>Another plan that differs in its interfaces alone, over the services of a model: nodes, and what is known of them, are the very same.</summary>
    public PlanModel CompileOver(PlanModel live, HoldfastPlan plan, Revision revision)
    {
        var context = _context with { Plan = plan };
        var interfaces = plan.Interfaces.Values.ToDictionary(static target => target.Name, target => Interface(target, live.Services, context), StringComparer.Ordinal);
        return new PlanModel(plan, revision, live.Services, interfaces, _context.State.Unmatched);
    }

    private ServiceModel Service(ServicePlan plan)
    {
        var versions = plan.Versions.Values.ToDictionary(v => v.Name, v => Version(plan, v), StringComparer.Ordinal);
        var observers = _observers.SelectMany(slice => slice.Compile(plan, _context));
        return new ServiceModel(plan, versions) { Observers = [.. observers] };
    }

    private VersionModel Version(ServicePlan service, VersionPlan plan)
    {
        var state = _context.State.Version(service.Name, plan.Name);
        var nodes = Nodes(service, plan, state);
        var picker = _picker.Compile(service, _context);
        var panic = _panic.Compile(service, _context);
        var gates = _gates.SelectMany(slice => slice.Compile(service, state, _context)).OrderBy(static gate => gate.Position).ToList();
        CheckPlaces(gates.Count, $"services.{service.Name}.versions.{plan.Name}");
        for (var i = 0; i < gates.Count; i++) gates[i].Place = i;
        return new VersionModel(service.Name, plan.Name, nodes, state)
        {
            Gates = [.. gates.Where(static gate => gate.Position < Position.Balance)],
            NodeGates = [.. gates.Where(static gate => gate.Position > Position.Balance)],
            Picker = picker,
            Candidates = new Candidates(nodes, state, _arranger, picker, panic, _context.Random),
            Partition = _partition?.Compile(
                service, state, nodes, (some, shape) => new Candidates(
                    some, state, _arranger, picker, panic, _context.Random, shape with { TriesWithheld = shape.TriesWithheld && panic.IsPossible })),
        };
    }

    private List<NodeModel> Nodes(ServicePlan service, VersionPlan plan, VersionState state)
    {
        var nodes = new List<NodeModel>(plan.Nodes.Count);
        foreach (var node in plan.Nodes)
        {
            var name = node.Url.GetLeftPart(UriPartial.Authority);
            if (_resolve?.Find(service, node, _context) is not { } found)
                nodes.Add(new NodeModel(node, nodes.Count, _context.State.Node(state, name)));
            else if (found.Addresses.Count == 0)
                nodes.Add(new NodeModel(node, nodes.Count, _context.State.Node(state, name)) { Unresolved = found.Why });
            else
                foreach (var address in found.Addresses)
                    nodes.Add(new NodeModel(node, nodes.Count, _context.State.Node(state, $"{name}@{address}")) { Pinned = address });
        }

        return nodes;
    }

    /// <exception cref="InvalidOperationException">There are more than a call has places for: a fault of the slices, for their rules bound what plans may ask for.</exception>
    private static void CheckPlaces(int count, string path)
    {
        if (count > KeptPlaces.PlacesMax)
            throw new InvalidOperationException($"{path} has {count} stages or gates, and a call remembers {KeptPlaces.PlacesMax}.");
    }

    private InterfaceModel StandIn(InterfacePlan plan, ServiceModel service, InterfaceState state) => new(plan, service, state)
    {
        Deadline = _deadline.Compile(plan),
        Retry = _retry.Compile(plan, service.Plan, state, _context),
    };

    private InterfaceModel Interface(InterfacePlan plan, IReadOnlyDictionary<string, ServiceModel> services, CompileContext context)
    {
        var service = services[plan.Service];
        var state = context.State.Interface(plan.Name);
        var stages = _inbound.SelectMany(slice => slice.Compile(plan, service, context)).OrderBy(static stage => stage.Position).ToArray();
        CheckPlaces(stages.Length, $"interfaces.{plan.Name}");
        var otherwise = _otherwise?.Compile(plan, services, other => StandIn(plan, other, state), context);
        return new InterfaceModel(plan, service, state)
        {
            Inbound = stages,
            Otherwise = _later?.Compile(plan, otherwise, context) ?? otherwise,
            Deadline = _deadline.Compile(plan),
            Retry = _retry.Compile(plan, service.Plan, state, context),
        };
    }
}
