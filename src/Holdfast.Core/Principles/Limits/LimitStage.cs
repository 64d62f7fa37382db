using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Asks the limits of an interface that have to do with time, once for each call.</summary>
internal sealed class LimitStage(LimitLine line) : InboundStage
{
    public override Position Position => Position.Limits;

    public LimitLine Limits => line;

    public override bool TryEnter(Call call) => line.TryEnter(call);

    public override ValueTask<Verdict> EnterAsync(Call call) => line.EnterAsync(call, mayWait: true);
}
