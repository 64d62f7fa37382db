using System.IO.Enumeration;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan;

/// <summary>Follows the includes of a plan, each file once, in the order written.</summary>
internal sealed class PlanLoader(IPlanFiles files, PlanTexts texts, PlanReading reading)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _chain = [];
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<YamlMap> _roots = [];

    public IReadOnlyCollection<string> Folders => _folders;

    /// <summary>Whether every file could be read; when not, a name that is missing may stand in the one that is.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The roots of all files that could be read, the plan's own first.</summary>
    public IReadOnlyList<YamlMap> Load(string file)
    {
        Load(file, new Place(file, 0, 0));
        return _roots;
    }

    private void Load(string file, Place from)
    {
        var absolute = files.Absolute(file);
        if (_chain.Contains(absolute))
        {
            var chain = string.Join(" → ", _chain.SkipWhile(f => f != absolute).Append(absolute).Select(f => Path.GetFileName(f)));
            Refuse(TextErrors.Cycle, from, file, $"The file includes itself: {chain}", "Remove the include that leads back.");
            return;
        }

        if (!_seen.Add(absolute))
            return;
        if (_seen.Count > PlanLimits.FilesMax || _chain.Count >= PlanLimits.IncludeDepthMax)
        {
            Refuse(TextErrors.TooManyFiles, from, file, $"The plan has more than {PlanLimits.FilesMax} files, or includes more than {PlanLimits.IncludeDepthMax} deep", "Narrow the pattern.");
            return;
        }

        if (texts.Load(file, from) is not { } root)
        {
            IsWhole = false;
            return;
        }

        _roots.Add(root);
        _chain.Add(absolute);
        foreach (var (included, place) in Included(file, root))
            Load(included, place);
        _chain.RemoveAt(_chain.Count - 1);
    }

    private IEnumerable<(string File, Place From)> Included(string file, YamlMap root)
    {
        if (!root.TryFind(PlanFields.Include.Name, out var entry))
            yield break;
        var path = PlanPath.Of(PlanFields.Include.Name);
        IsWhole &= PlanFields.Include.TryRead(entry.Value, path, reading, out var patterns);
        var places = entry.Value is YamlList list ? list.Items.Select(i => i.Place).ToArray() : [entry.Value.Place];
        var folder = Path.GetDirectoryName(file) ?? "";
        var at = 0;
        foreach (var pattern in (IReadOnlyList<string>?)patterns ?? [])
        {
            var place = places[Math.Min(at++, places.Length - 1)];
            foreach (var found in Find(file, Path.Combine(folder, pattern), place))
                yield return (found, place);
        }
    }

    private IReadOnlyList<string> Find(string file, string pattern, Place place)
    {
        var name = Path.GetFileName(pattern);
        var folder = Path.GetDirectoryName(pattern) ?? "";
        if (folder.AsSpan().ContainsAny('*', '?'))
        {
            Refuse(TextErrors.Include, place, pattern, "A folder is named with * or ?", "Name the folder, and use * and ? for its files.");
            return [];
        }

        if (!name.AsSpan().ContainsAny('*', '?'))
            return [pattern];
        _folders.Add(files.Absolute(folder));
        var self = files.Absolute(file);
        var found = (files.List(folder) ?? [])
            .Where(candidate => FileSystemName.MatchesSimpleExpression(name, candidate, ignoreCase: false))
            .Where(candidate => candidate[0] != '.' || name[0] == '.')
            .Select(candidate => Path.Combine(folder, candidate))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (found.Count == 0)
            Refuse(TextErrors.Include, place, pattern, $"No file matches '{Printable.Of(pattern)}'", "Check the path: it is relative to the file that names it.");
        // A pattern over the file's own folder does not mean the file itself.
        return [.. found.Where(candidate => files.Absolute(candidate) != self)];
    }

    private void Refuse(Errors.KnownError known, Place place, string text, string message, string advice)
    {
        IsWhole = false;
        reading.Findings.AddAt(known, place, PlanPath.Of(PlanFields.Include.Name), text, message, advice);
    }
}
