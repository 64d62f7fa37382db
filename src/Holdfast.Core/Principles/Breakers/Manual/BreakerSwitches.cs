using Holdfast.Core.Commands;

namespace Holdfast.Core.Principles.Breakers.Manual;

/// <summary>The breakers that operators have taken over.</summary>
internal static class BreakerSwitches
{
    public static IEnumerable<Switch> All(SliceContext context)
    {
        var time = context.State.Time;
        var now = time.GetTimestamp();
        foreach (var (version, target, seat) in BreakersSlice.Seats(context.Plan))
        {
            if (seat.Set.HandAt(now) is not { } order) continue;
            var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [BreakerCommands.ServiceField.Name] = version.Service,
                [BreakerCommands.VersionField.Name] = version.Name,
            };
            if (target.Length > 0) arguments[BreakerCommands.InterfaceField.Name] = target;
            yield return new Switch(
                BreakerSignals.Slice, NameOf(order.Mode), arguments, BreakerCommands.Release.Name, arguments, seat.Site.Subject,
                $"breaker {BreakerOrder.Name(order.Mode)}", order.Order with { Since = order.Since }, time.GetUtcNow() + time.GetElapsedTime(now, order.Until));
        }
    }

    private static string NameOf(BreakerMode mode) => mode switch
    {
        BreakerMode.ForcedOpen => BreakerCommands.Open.Name,
        BreakerMode.ForcedClosed => BreakerCommands.Close.Name,
        _ => BreakerCommands.Observe.Name,
    };
}
