using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Core.Principles.Limits.Overriding;

/// <summary>Asks the limit that an operator has put on an interface, beside those of the plan. Every interface has one, so that it needs no new revision.</summary>
internal sealed class OverrideStage(OverrideState state, CompileContext context) : InboundStage
{
    public CompileContext Context => context;

    public override Position Position => Position.Limits;

    public override bool IsIdle => state.Order is null;

    public override ValueTask<Verdict> EnterAsync(Call call)
    {
        if (state.Order is null) return new(Verdict.Pass);
        return state.At(call.Now) is { } order ? order.Limits.EnterAsync(call, mayWait: false) : new(Verdict.Pass);
    }
}
