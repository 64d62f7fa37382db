using System.Text.RegularExpressions;

namespace Holdfast.Gateway.Process;

/// <summary>The control groups that bind this process: its own and those around it, in either version, by what the kernel says of it.</summary>
internal static class Cgroups
{
    private const string Unified = "cgroup2";

    /// <param name="controller">As <c>memory</c>.</param>
    /// <returns>Empty: there are none. A group's limit may be set on any one of those around it.</returns>
    public static IReadOnlyList<Cgroup> Of(string controller, SystemFiles files)
    {
        var lines = (files.Read("/proc/self/cgroup") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var mounts = (files.Read("/proc/self/mountinfo") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Mount.Parse).OfType<Mount>().ToList();
        // A controller is in one of the two: where it has a hierarchy of its own it is the old one.
        foreach (var line in lines)
        {
            var parts = line.Split(':', 3);
            if (parts.Length < 3 || !parts[1].Split(',').Contains(controller)) continue;
            return mounts.FirstOrDefault(mount => mount.Type == "cgroup" && mount.Options.Contains(controller)) is { } own
                ? [.. Around(parts[2], own, isUnified: false)] : [];
        }

        var path = lines.FirstOrDefault(static line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        return path is not null && mounts.FirstOrDefault(static mount => mount.Type == Unified) is { } unified
            ? [.. Around(path, unified, isUnified: true)] : [];
    }

    /// <summary>From the process's own group up to where they are mounted.</summary>
    private static IEnumerable<Cgroup> Around(string path, Mount mount, bool isUnified)
    {
        for (var below = Below(path, mount.Root); ; below = below[..below.LastIndexOf('/')])
        {
            yield return new Cgroup($"{mount.Point.TrimEnd('/')}{below}", isUnified);
            if (below.Length == 0) yield break;
        }
    }

    /// <summary>In a container the mount shows a part of the tree only, and the path may be told as from outside of it.</summary>
    private static string Below(string path, string root)
    {
        var below = root == "/" ? path
            : path == root || path.StartsWith(root + "/", StringComparison.Ordinal) ? path[root.Length..]
            : "";
        return below.Split('/').Contains("..") ? "" : below.TrimEnd('/');
    }

    /// <param name="Root">What of the tree is shown.</param>
    /// <param name="Point">Where.</param>
    private sealed record Mount(string Root, string Point, string Type, IReadOnlyList<string> Options)
    {
        private static readonly Regex Octal = new(@"\\[0-7]{3}", RegexOptions.NonBacktracking);

        public static Mount? Parse(string line)
        {
            var halves = line.Split(" - ", 2);
            if (halves.Length < 2) return null;
            var (left, right) = (halves[0].Split(' '), halves[1].Split(' '));
            return left.Length < 5 || right.Length < 3 ? null : new(Plain(left[3]), Plain(left[4]), right[0], right[2].Split(','));
        }

        /// <summary>Spaces and the like are written as octal numbers.</summary>
        private static string Plain(string text) => Octal.Replace(text, static match => ((char)Convert.ToInt32(match.Value[1..], 8)).ToString());
    }
}
