using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Principles.Limits;

/// <summary>What a call has to hand in when it ends.</summary>
public readonly struct LimitTicket
{
    private readonly ConcurrencyCell? _inside;
    private readonly int _calls;

    internal LimitTicket(ConcurrencyCell? inside, int calls) => (_inside, _calls) = (inside, calls);

    /// <summary>Once. Of use where calls at once are limited; else it does nothing.</summary>
    public void HandIn()
    {
        for (var i = 0; i < _calls; i++) _inside?.Leave();
    }
}
