using System.Globalization;

namespace Holdfast.Cli.Tests.Demo;

/// <summary>Processes that another one has started, from <c>/proc</c>.</summary>
internal static class Children
{
    private const int ParentAt = 1;

    public static IReadOnlyList<int> Of(int parent) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let pid = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
           where pid > 0 && ParentOf(pid) == parent
           select pid,
    ];

    public static bool IsAlive(int pid) => ParentOf(pid) is not null;

    private static int? ParentOf(int pid)
    {
        try
        {
            // The name stands in parentheses and may hold anything; the state and the parent follow.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[ParentAt], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
