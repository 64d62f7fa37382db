using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Asks one limit of an interface on calls at once, and tells it when a call has ended.</summary>
internal sealed class ConcurrencyStage(LimitSeat seat) : InboundStage
{
    public override Position Position => Position.Limits;

    public LimitSeat Seat => seat;

    public override bool TryEnter(Call call)
    {
        if (!ConcurrencyTaking.TryEnter(seat, call, out var inside)) return false;
        Keep(call, inside);
        return true;
    }

    public override ValueTask<Verdict> EnterAsync(Call call)
    {
        var verdict = ConcurrencyTaking.Enter(seat, call, out var inside);
        Keep(call, inside);
        return new(verdict);
    }

    public override void Leave(Call call, in Outcome outcome) => ConcurrencyTaking.Leave(Kept(call));
}
