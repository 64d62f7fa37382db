using System.Runtime.CompilerServices;

namespace Holdfast.Architecture.Tests;

/// <summary>The tree these tests look at: the one they were built from.</summary>
internal static class Repository
{
    private static readonly string[] Unread = ["bin", "obj", ".git", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files below a folder of the tree, without what a build makes; paths relative to the root.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] endings) =>
        [.. Walk(Path.Combine(Root, folder)).Where(file => endings.Any(file.EndsWith)).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static IEnumerable<string> Walk(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(d => !Unread.Contains(Path.GetFileName(d))).SelectMany(Walk))
        : [];

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Holdfast.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No Holdfast.slnx above {here}.");
    }
}
