using System.Globalization;

namespace Holdfast.Testing.Processes;

/// <summary>Processor time of a process and its children, from <c>/proc</c>. Linux only.</summary>
public static class ProcessTime
{
    /// <summary>The kernel tells it in hundredths of a second, whatever the clock of the machine is.</summary>
    private const double TicksPerSecond = 100;

    private const int Parent = 1;
    private const int User = 11;
    private const int System = 12;

    /// <summary>Since it began. Children that have ended are left out.</summary>
    public static TimeSpan Of(int pid)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var one) || Fields(one) is not { } fields) continue;
            if (one == pid || fields[Parent] == pid.ToString(CultureInfo.InvariantCulture)) ticks += Number(fields[User]) + Number(fields[System]);
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>From the state on: what is before it, the name, may have anything in it. Null: it has ended.</summary>
    private static string[]? Fields(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
