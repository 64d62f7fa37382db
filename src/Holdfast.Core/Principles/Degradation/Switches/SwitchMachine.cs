namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>What becomes of a call where switches are set. Pure.</summary>
internal static class SwitchMachine
{
    /// <summary>The one that decides; null: the call goes on.</summary>
    /// <param name="orders">Those that are set, the strictest first.</param>
    /// <param name="now">Timestamp: what is over decides nothing, whether or not anybody has removed it.</param>
    /// <param name="isKept">Whether an answer to the call is at hand.</param>
    /// <param name="place">The caller's place among all callers, from 0 up to but not 1: always the same for the same caller.</param>
    /// <param name="placeForPart">Its place where a step holds for a part of the users, which says nothing of the other.</param>
    public static SwitchOrder? Decide(ReadOnlySpan<SwitchOrder> orders, long now, bool isKept, double place, double placeForPart = 0)
    {
        SwitchOrder? missed = null;
        foreach (var order in orders)
        {
            if (now >= order.Until || !order.Part.Holds(now, placeForPart)) continue;
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

    /// <summary>Those that are for a caller: what is set for him by name stands in the place of what is set for all.</summary>
    /// <param name="isMeant">Whether he is the one who is named.</param>
    public static SwitchOrder[] For(SwitchOrder[] orders, long now, Predicate<SwitchCaller> isMeant)
    {
        if (!Array.Exists(orders, static one => one.Caller is not null)) return orders;
        var own = Array.FindAll(orders, one => one.Caller is { } caller && now < one.Until && isMeant(caller));
        return own.Length > 0 ? own : Array.FindAll(orders, static one => one.Caller is null);
    }

    /// <summary>Which of the two decide: what a hand has set lies above every plan until it ends, also where it lets calls pass.</summary>
    public static SwitchOrder[] Above(SwitchOrder[] byHand, SwitchOrder[] laid, long now) => Array.Exists(byHand, one => now < one.Until) ? byHand : laid;
}
