using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Core.Principles.Limits.Overriding;

/// <summary>Asks the limit that an operator has put on an interface, or else a degradation plan, beside the interface's own. Every interface has one, so that it needs no new revision.</summary>
internal sealed class OverrideStage(OverrideState state, CompileContext context) : InboundStage
{
    public CompileContext Context => context;

    public override Position Position => Position.Limits;

    public override bool IsIdle => state.Order is null && state.Laid.Length == 0;

    public override ValueTask<Verdict> EnterAsync(Call call)
    {
        var laid = state.Laid;
        if (state.Order is null && laid.Length == 0) return new(Verdict.Pass);
        var now = call.Now;
        // What a hand has set lies above every plan until it ends, also where it lets more calls pass.
        if (state.At(now) is { } order) return order.Limits.EnterAsync(call, mayWait: false);
        if (laid.Length == 0) return new(Verdict.Pass);
        var (_, place) = LayerPlace.Of(call);
        foreach (var one in laid)
            if (now < one.Layer.Until && one.Layer.Part.Holds(now, place)) return Counted(one, one.Limits.EnterAsync(call, mayWait: false));
        return new(Verdict.Pass);
    }

    /// <summary>Nobody waits: the verdict is there at once.</summary>
    private static ValueTask<Verdict> Counted(OverrideLayer by, ValueTask<Verdict> asked)
    {
        var verdict = asked.GetAwaiter().GetResult();
        if (!verdict.Passes) by.Layer.Tally.Count();
        return new(verdict);
    }
}
