using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan;

/// <summary>Where every value of one plan stands, by its path: 16 bytes a value, so that places outlive the text for some revisions.</summary>
/// <remarks>A path is kept as its hash (FNV-1a, 64 bits): that two of 100,000 share one is a chance of one in a billion.</remarks>
public sealed class PlanPlaces
{
    private const ulong Basis = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    private readonly ulong[] _paths;
    private readonly Mark[] _marks;
    private readonly string[] _files;

    private PlanPlaces(ulong[] paths, Mark[] marks, string[] files) => (_paths, _marks, _files) = (paths, marks, files);

    /// <summary>Of a plan that was never written.</summary>
    public static PlanPlaces None { get; } = new([], [], []);

    /// <summary>Values whose places are known.</summary>
    public int Count => _paths.Length;

    /// <param name="path">As decisions name their rules: <c>interfaces.orders.limit[1]</c>.</param>
    /// <returns>The place of the value, or of the nearest section above it that is written; null: there is none.</returns>
    public Place? Find(string path)
    {
        for (var rest = path.AsSpan(); rest.Length > 0; rest = Above(rest))
        {
            if (Array.BinarySearch(_paths, Hash(Basis, rest)) is >= 0 and var at)
                return new Place(_files[_marks[at].File], _marks[at].Line, 0);
        }

        return null;
    }

    internal static PlanPlaces Of(YamlMap root)
    {
        var gathered = new Gathering();
        gathered.Walk(root, Basis, isRoot: true);
        return gathered.Settle();
    }

    private static ReadOnlySpan<char> Above(ReadOnlySpan<char> path) => path.LastIndexOfAny('.', '[') is > 0 and var end ? path[..end] : [];

    private static ulong Hash(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text) hash = (hash ^ c) * Prime;
        return hash;
    }

    private readonly record struct Mark(int File, int Line);

    private sealed class Gathering
    {
        private readonly List<ulong> _paths = [];
        private readonly List<Mark> _marks = [];
        private readonly Dictionary<string, int> _files = new(StringComparer.Ordinal);

        public void Walk(YamlNode node, ulong hash, bool isRoot = false)
        {
            switch (node)
            {
                case YamlMap map:
                    foreach (var (key, value) in map.Entries)
                    {
                        var name = Printable.Of(key.Text);
                        var below = isRoot ? Hash(hash, name) : Hash(Hash(hash, "."), name);
                        Note(below, key.Place);
                        Walk(value, below);
                    }

                    break;
                case YamlList list:
                    for (var i = 0; i < list.Items.Count; i++)
                    {
                        var below = Hash(hash, $"[{i}]");
                        Note(below, list.Items[i].Place);
                        Walk(list.Items[i], below);
                    }

                    break;
            }
        }

        public PlanPlaces Settle()
        {
            var (paths, marks) = (_paths.ToArray(), _marks.ToArray());
            Array.Sort(paths, marks);
            return new PlanPlaces(paths, marks, [.. _files.OrderBy(static file => file.Value).Select(static file => file.Key)]);
        }

        private void Note(ulong path, Place place)
        {
            if (!_files.TryGetValue(place.File, out var file)) _files[place.File] = file = _files.Count;
            _paths.Add(path);
            _marks.Add(new Mark(file, place.Line));
        }
    }
}
