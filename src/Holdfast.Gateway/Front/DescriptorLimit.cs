using System.Globalization;

namespace Holdfast.Gateway.Front;

/// <summary>How many client connections the process has file descriptors for.</summary>
/// <remarks>
/// Once none is left, accepting fails at once and again, at the cost of a core, and no node can be connected to either.
/// So the limit of the plan is held against the process's own, which the runtime has raised as far as it may.
/// </remarks>
internal static class DescriptorLimit
{
    /// <summary>For the runtime, logs, listeners, the store, the admin listener.</summary>
    private const int Reserved = 100;

    private const string Line = "Max open files";

    /// <summary>A connection may need another one to a node.</summary>
    private const int EachConnection = 2;

    /// <returns>The most of connections; null where it cannot be known (not Linux) or is without bound.</returns>
    public static int? ConnectionsMax()
    {
        try
        {
            return Read(File.ReadLines("/proc/self/limits"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="limits">Lines of name, soft limit, hard limit, unit.</param>
    internal static int? Read(IEnumerable<string> limits)
    {
        var line = limits.FirstOrDefault(static one => one.StartsWith(Line, StringComparison.Ordinal));
        var soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files)
            ? Math.Max(1, (files - Reserved) / EachConnection)
            : null;
    }
}
