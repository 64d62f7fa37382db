using System.Globalization;
using Holdfast.Core.Commands;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Switches;

/// <summary>Switches as lines: what, then who and why, then the end. Those that end first come first.</summary>
internal static class SwitchList
{
    private const int LineMax = 400;

    public static string Of(IReadOnlyList<Switch> switches, DateTimeOffset now)
    {
        if (switches.Count == 0) return "Nothing is set: everything is as the plan has it.\n";
        var width = switches.Max(static one => one.Target.Length);
        return string.Concat(switches.OrderBy(static one => one.Until ?? DateTimeOffset.MaxValue).ThenBy(static one => one.Target, StringComparer.Ordinal)
            .Select(one => $"{Printable.Of($"{one.Target.PadRight(width)}  {one.Words}, {End(one, now)}, {one.Order}", LineMax)}\n"));
    }

    private static string End(Switch one, DateTimeOffset now)
    {
        if (one.Until is not { } until) return "until it is cleared";
        var left = until - now;
        var words = left.TotalMinutes >= 2
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalMinutes)} min")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, Math.Ceiling(left.TotalSeconds))} s");
        return string.Create(CultureInfo.InvariantCulture, $"until {until:HH:mm:ss} UTC ({words} left)");
    }
}
