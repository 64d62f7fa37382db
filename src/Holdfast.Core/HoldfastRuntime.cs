using Holdfast.Core.Commands;
using Holdfast.Core.Discovery;
using Holdfast.Core.DryRuns;
using Holdfast.Core.Evidence;
using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Queue;
using Holdfast.Core.Readings;
using Holdfast.Core.Signals;
using Holdfast.Core.Staging;
using Holdfast.Core.Telemetry;
using Holdfast.Core.Telemetry.Why;

namespace Holdfast.Core;

/// <summary>A plan at work: the live revision, the state that outlives it, and the agents that follow it.</summary>
public sealed class HoldfastRuntime : IAsyncDisposable
{
    private readonly Lock _publishing = new();
    private readonly PlanCompiler _compiler;
    private readonly AgentContext _context;
    private readonly IAgent[] _agents;
    private readonly long _began;
    private PlanModel? _plan;
    private RefusedPlan? _refusedPlan;
    private int _publications;
    private StagedPlan? _staged;

    /// <param name="slices">The principles, usually <see cref="Principles.Slices.All"/>.</param>
    /// <param name="probe">How the host asks a node whether it is well.</param>
    /// <param name="time">The clock of everything.</param>
    /// <param name="random">Where choices come from; seeded.</param>
    /// <param name="zone">The zone this process runs in; empty: none.</param>
    /// <param name="resolver">How the host finds the addresses of names; null: it leaves that to its connections.</param>
    /// <param name="process">How the host finds out how much the process has to do; null: it does not.</param>
    /// <param name="operations">Where calls are accepted for later; null: nowhere.</param>
    /// <param name="deliveries">How the host sends what was accepted; null: it does not.</param>
    public HoldfastRuntime(
        IReadOnlyList<ISlice> slices, INodeProbe probe, TimeProvider time, IRandomSource random, string zone = "", INodeResolver? resolver = null,
        IProcessGauges? process = null, OperationDesk? operations = null, IDeliveryHost? deliveries = null)
    {
        Operations = operations;
        Slices = slices;
        Time = time;
        _began = time.GetTimestamp();
        State = new RuntimeState(time);
        Signals = new SignalLog(time);
        var context = new CompileContext(State, Signals, random, zone) { Operations = operations };
        _compiler = new PlanCompiler(slices, context);
        Sampler = new StatusSampler(time, State.Unmatched);
        Recent = new RecentCalls(slices, time);
        _context = new AgentContext(context, probe)
        {
            Resolver = resolver,
            Process = process,
            Deliveries = deliveries,
            Layers = [.. slices.OfType<ILayerSlice>()],
            Readings = new ReadingDesk([.. slices.OfType<IReadingSlice>()], Sampler, process, time) { Users = new RecentUsers(Recent, time) },
            RefreshAsync = RefreshAsync,
        };
        Retries = new RetrySampler(State, slices.OfType<IRetryCountSlice>().FirstOrDefault());
        _agents = [.. slices.OfType<IAgentSlice>().SelectMany(slice => slice.Start(_context)), Sampler, Retries, Why, Recent, new SwitchSweep(this)];
        Meters = new DecisionMeter(this);
        Commands = new CommandDesk(this);
    }

    public IReadOnlyList<ISlice> Slices { get; }

    public TimeProvider Time { get; }

    public RuntimeState State { get; }

    /// <summary>Where calls are accepted for later; null: nowhere.</summary>
    public OperationDesk? Operations { get; }

    public SignalLog Signals { get; }

    public StatusSampler Sampler { get; }

    public RetrySampler Retries { get; }

    public DecisionMeter Meters { get; }

    /// <summary>Calls that somebody may ask about.</summary>
    public WhyLog Why { get; } = new();

    /// <summary>The last calls, for dry runs of plans that are to be.</summary>
    public RecentCalls Recent { get; }

    /// <summary>The paths that calls ask for, where they are observed; null elsewhere.</summary>
    public ObservedPaths? Observed { get; init; }

    /// <summary>Where operators have things done.</summary>
    public CommandDesk Commands { get; }

    /// <summary>The live revision; null before the first.</summary>
    public PlanModel? Plan => Volatile.Read(ref _plan);

    /// <summary>The newest plan that was offered and refused; null once a good one came after it.</summary>
    public RefusedPlan? RefusedPlan => Volatile.Read(ref _refusedPlan);

    /// <summary>Since the runtime was made.</summary>
    public TimeSpan Uptime => Time.GetElapsedTime(_began);

    /// <summary>The present, as slices see it; null before the first plan.</summary>
    public SliceContext? Present => Plan is { } plan ? new SliceContext(plan, State, Signals) : null;

    /// <summary>
    /// For a host that must have a say when the live plan is compiled anew: it calls <see cref="PrepareAgain"/> and
    /// <see cref="PublishAgain"/>, with its own in between. False: it cannot be done now.
    /// </summary>
    public Func<Task<bool>>? Refresher { get; set; }

    /// <summary>Looks up the names of a plan that is to be prepared. Ends within a bounded time, whatever becomes of them.</summary>
    public Task LookUpAsync(HoldfastPlan plan, CancellationToken cancellation) =>
        Task.WhenAll(Slices.OfType<IResolveSlice>().Select(slice => slice.LookUpAsync(plan, _context, cancellation)));

    /// <summary>Compiles a plan without making it live. Preparing one and never publishing it changes nothing.</summary>
    /// <param name="plan">A plan that was read without errors.</param>
    /// <param name="digest">SHA-256 of its texts, hexadecimal.</param>
    /// <param name="number">What whoever keeps it calls it; null: one more than the live one.</param>
    public PlanModel Prepare(HoldfastPlan plan, string digest, int? number = null)
    {
        var revision = new Revision(number ?? (Plan?.Revision.Number ?? 0) + 1, digest, Time.GetUtcNow());
        return _compiler.Compile(plan, revision with { Publication = Volatile.Read(ref _publications) + 1 });
    }

    /// <summary>Makes a prepared plan live. Calls on their way end under the revision they began with.</summary>
    /// <exception cref="InvalidOperationException">Another was published since this one was prepared.</exception>
    public void Publish(PlanModel model)
    {
        lock (_publishing)
        {
            if (model.Revision.Publication != _publications + 1)
                throw new InvalidOperationException($"Revision {model.Revision} was prepared before revision {_plan?.Revision} was published.");
            Volatile.Write(ref _publications, model.Revision.Publication);
            Volatile.Write(ref _refusedPlan, null);
            Volatile.Write(ref _staged, null);
            GoLive(model);
        }

        Signals.Publish("plan", "revision-live", "", $"revision {model.Revision} is live");
    }

    /// <summary>The plan that a share of the requests tries; null nearly always.</summary>
    public StagedPlan? Staged => Volatile.Read(ref _staged);

    /// <summary>The plan for the next request: the live one, or for a share of them the one that is staged.</summary>
    public PlanModel? Draw() => Staged is { } staged && staged.Takes() ? staged.Model : Plan;

    /// <summary>Compiles a plan to be staged over the live one. Changes nothing.</summary>
    /// <param name="scope">What it touches: <see cref="StageScope.WhyNot"/> is null.</param>
    /// <param name="share">Of the requests that are to try it, above 0 and below 1.</param>
    public StagedPlan PrepareStage(HoldfastPlan plan, string digest, int number, StageScope scope, double share, double alpha, IRandomSource random)
    {
        var live = Plan ?? throw new InvalidOperationException("No plan is live.");
        var model = _compiler.CompileOver(live, plan, new Revision(number, digest, Time.GetUtcNow()));
        return new StagedPlan(model, scope, share, alpha, name => live.Interfaces.TryGetValue(name, out var target) ? Sampler.Window(target.State).Counts : null, random, Time);
    }

    /// <summary>Has its share of the requests try a plan from here on; it ends when another goes live, or by <see cref="EndStage"/>.</summary>
    /// <exception cref="InvalidOperationException">Another plan has gone live since it was prepared.</exception>
    public void Stage(StagedPlan staged)
    {
        lock (_publishing)
        {
            if (!ReferenceEquals(staged.Model.Services, _plan?.Services)) throw new InvalidOperationException($"Revision {staged.Model.Revision} was prepared before revision {_plan?.Revision} was published.");
            Why.Know(staged.Model);
            Volatile.Write(ref _staged, staged);
        }

        Signals.Publish("plan", "revision-staged", "", $"{staged.Share * 100:0.##}% of the requests try revision {staged.Model.Revision}");
    }

    /// <summary>Compiles what is staged anew, over a live plan whose names stand for other addresses.</summary>
    /// <param name="bind">What the host does with it before a request has it.</param>
    public void RenewStage(Action<PlanModel> bind)
    {
        if (Staged is not { } staged || Plan is not { } live) return;
        var model = _compiler.CompileOver(live, staged.Model.Plan, staged.Model.Revision);
        bind(model);
        staged.Renew(model);
    }

    /// <summary>All requests are the live plan's again, unless another is staged by now.</summary>
    public void EndStage(StagedPlan staged) => Interlocked.CompareExchange(ref _staged, null, staged);

    /// <summary>Compiles the live revision anew: its names stand for other addresses. Null before the first.</summary>
    public PlanModel? PrepareAgain() => Plan is { } live ? _compiler.Compile(live.Plan, live.Revision) : null;

    /// <summary>Puts the live revision, compiled anew, in its own place.</summary>
    /// <returns>False: another revision has gone live meanwhile.</returns>
    public bool PublishAgain(PlanModel model)
    {
        lock (_publishing)
        {
            if (!ReferenceEquals(model.Revision, _plan?.Revision)) return false;
            GoLive(model);
            return true;
        }
    }

    /// <summary>Notes that a plan was offered and refused, for whoever asks why nothing changed.</summary>
    /// <param name="source">The file it came from.</param>
    /// <param name="errors">How many errors it has.</param>
    /// <param name="first">The first of them, in one line.</param>
    public void Refuse(string source, int errors, string first) =>
        Volatile.Write(ref _refusedPlan, new RefusedPlan(Time.GetUtcNow(), source, errors, first));

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents) await agent.DisposeAsync();
        Meters.Dispose();
    }

    private Task<bool> RefreshAsync() => Refresher is { } host
        ? host()
        : Task.FromResult(PrepareAgain() is { } model && PublishAgain(model));

    private void GoLive(PlanModel model)
    {
        foreach (var node in model.Versions.SelectMany(static version => version.Nodes))
            node.State.Withhold(Withheld.Unresolved, on: node.Unresolved is not null, node.Unresolved ?? "");
        foreach (var version in model.Versions) version.State.Follow(version.Candidates);
        Volatile.Write(ref _plan, model);
        Forget(model);
        foreach (var agent in _agents) agent.Apply(model);
    }

    private void Forget(PlanModel model) => State.KeepOnly(
        model.Interfaces.Values.Select(static i => i.State).ToHashSet(),
        model.Versions.Select(static v => v.State).ToHashSet(),
        model.Versions.SelectMany(static v => v.Nodes).Select(static n => n.State).ToHashSet());
}
