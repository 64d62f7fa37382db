using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Limits.Tokens;
using Holdfast.Core.Principles.Limits.Yielding;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Makes the stages and gates of limits from a plan.</summary>
internal static class LimitCompiler
{
    public static IEnumerable<InboundStage> Stages(InterfacePlan plan, ITokenSource tokens, CompileContext context)
    {
        var entries = plan.Sections.Get(LimitPlan.Field);
        if (entries.Count == 0) return [];
        var subject = $"interfaces.{plan.Name}";
        var owner = context.State.Interface(plan.Name);
        var seats = Models(entries, subject, Position.Limits, context)
            .Select(one => new LimitSeat(Set(owner, subject, one.Identity, "", tokens, context), one.Model, subject)).ToList();
        var timed = seats.Where(static seat => seat.Model.Kind != LimitKind.Concurrency).ToList();
        // Those on calls at once first: what they took, the pipeline gives back by itself when one after them refuses.
        IEnumerable<InboundStage> stages = seats.Except(timed).Select(static seat => new ConcurrencyStage(seat));
        return timed.Count == 0 ? stages : stages.Append(new LimitStage(new LimitLine(timed)));
    }

    public static IEnumerable<AttemptGate> Gates(ServicePlan plan, VersionState version, ITokenSource tokens, CompileContext context)
    {
        var entries = plan.Sections.Get(LimitPlan.Field);
        if (entries.Count == 0) return [];
        var models = Models(entries, $"services.{plan.Name}", Position.ServiceLimit, context).ToLookup(static one => one.Model.Plan.Scope == LimitScope.Node);
        return Gates([.. models[false]], Position.ServiceLimit).Concat(Gates([.. models[true]], Position.NodePool));

        IEnumerable<AttemptGate> Gates(List<(LimitModel Model, string Identity)> some, Position position)
        {
            var timed = some.Where(static one => one.Model.Kind != LimitKind.Concurrency).ToList();
            foreach (var one in some.Except(timed)) yield return new ConcurrencyGate(position, (target, node) => Seat(one, target, node));
            if (timed.Count > 0) yield return new LimitGate(position, (target, node) => new LimitLine([.. timed.Select(one => Seat(one, target, node))]));
        }

        LimitSeat Seat((LimitModel Model, string Identity) one, InterfaceState? target, NodeState? node)
        {
            var subject = $"services.{plan.Name}";
            return one.Model.Plan.Scope switch
            {
                LimitScope.Node => Of(node!, node!.Address, $"{subject}.versions.{version.Name} {node.Address}"),
                LimitScope.Interface => Of(target!, target!.Name, $"interfaces.{target.Name} to {subject}"),
                _ => Of(context.State.Service(plan.Name), "", subject),
            };

            LimitSeat Of(OwnedState owner, string named, string about) => new(Set(owner, subject, one.Identity, named, tokens, context), one.Model, about);
        }
    }

    private static IEnumerable<(LimitModel Model, string Identity)> Models(IReadOnlyList<LimitPlan> entries, string subject, Position position, CompileContext context)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            var watch = entries[i].YieldsTo is { } to ? YieldBoard.Watch(context.State.Interface(to.Interface), to.Above) : null;
            var model = new LimitModel(entries[i], entries.Count == 1 ? $"{subject}.limit" : $"{subject}.limit[{i}]", entries[i].Scope == LimitScope.Node ? Position.NodePool : position, watch);
            // Alike but for their numbers, they are told apart by their order.
            var number = seen[model.Identity] = seen.GetValueOrDefault(model.Identity) + 1;
            yield return (model, $"{model.Identity} {number}");
        }
    }

    private static LimitSet Set(OwnedState owner, string subject, string identity, string named, ITokenSource tokens, CompileContext context) =>
        LimitBoard.Of(owner).Set($"{subject} {identity}", () => new LimitSet($"{subject} {identity} {named}", named, tokens, context));
}
