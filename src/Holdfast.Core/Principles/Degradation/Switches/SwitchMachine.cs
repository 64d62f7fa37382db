namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>What becomes of a call where switches are set. Pure.</summary>
internal static class SwitchMachine
{
    /// <summary>The one that decides; null: the call goes on.</summary>
    /// <param name="orders">Those that are set, the strictest first.</param>
    /// <param name="now">Timestamp: what is over decides nothing, whether or not anybody has removed it.</param>
    /// <param name="isKept">Whether an answer to the call is at hand.</param>
    /// <param name="place">The caller's place among all callers, from 0 up to but not 1: always the same for the same caller.</param>
    public static SwitchOrder? Decide(ReadOnlySpan<SwitchOrder> orders, long now, bool isKept, double place)
    {
        SwitchOrder? missed = null;
        foreach (var order in orders)
        {
            if (now >= order.Until) continue;
            switch (order.Kind)
            {
                case SwitchKind.Stale when !isKept:
                    // Refused unless another answers it: the switch is there so that the service is not asked.
                    missed = order;
                    continue;
                case SwitchKind.Share when missed is null && place < order.Share:
                    continue;
                default:
                    return missed is not null && order.Kind == SwitchKind.Share ? missed : order;
            }
        }

        return missed;
    }
}
