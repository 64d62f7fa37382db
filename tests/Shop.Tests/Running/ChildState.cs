using System.Globalization;

namespace Shop.Tests.Running;

/// <summary>What the kernel says of a process. Linux only.</summary>
internal static class ChildState
{
    /// <summary>Waits until it runs no more.</summary>
    public static Task GoneAsync(int pid, string what) =>
        Eventually.HoldsAsync(() => !Runs(pid), $"{what} (process {pid}) to be gone");

    /// <summary>One that has ended, but that nobody has collected yet, does not run.</summary>
    public static bool Runs(int pid) => Read(pid) is { State: not ('Z' or 'X') };

    public static IReadOnlyList<int> ChildrenOf(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Read(pid)?.Parent == parent),
    ];

    private static (char State, int Parent)? Read(int pid)
    {
        try
        {
            // pid (name) state parent ...; the name may hold anything, so what follows its last parenthesis counts.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // It went meanwhile.
            return null;
        }
    }
}
