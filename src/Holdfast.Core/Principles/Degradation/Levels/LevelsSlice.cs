using System.Diagnostics.Metrics;
using Holdfast.Core.Commands;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>Of principle 8: what matters less is given up by plan, level by level, and comes back.</summary>
public sealed class LevelsSlice : ISlice, IPlanSlice, IAgentSlice, ISwitchSlice
{
    public string Id => LevelsSignals.Slice;

    public int Principle => 8;

    public string Title => "Degradation plans";

    public IReadOnlyList<Field> PlanFields { get; } = [LevelsPlan.Field];

    public IReadOnlyList<Field> ServiceFields => [];

    public IReadOnlyList<Field> InterfaceFields => [];

    public IReadOnlyList<KnownError> Errors => LevelsErrors.All;

    public IReadOnlyList<OperatorCommand> Commands => LevelsCommands.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => LevelsRules.Check(plan, findings);

    public IEnumerable<IAgent> Start(AgentContext context) => [new LevelsAgent(context)];

    public CommandResult Execute(OperatorCommand command, CommandArguments arguments, CommandOrder order, SliceContext context) =>
        LevelsCommands.Execute(command, arguments, order, context);

    public IEnumerable<Switch> Switches(SliceContext context) => LevelsSnapshot.Switches(context);

    public void EndOver(SliceContext context) => LevelsCommands.EndOver(context);

    public Snapshot Snapshot(SliceContext context) => LevelsSnapshot.Take(context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => LevelsTelemetry.Instrument(meter, now);

    /// <summary>Made by the agent, before any plan.</summary>
    internal static LevelsState State(SliceContext context) => context.State.Own(static () => new LevelsState([], null));
}
