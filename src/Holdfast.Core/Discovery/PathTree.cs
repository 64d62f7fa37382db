namespace Holdfast.Core.Discovery;

/// <summary>The paths that calls ask for, as templates: a tree of segments in which values are told from words. Bounded, whatever callers ask for; finding takes no lock and allocates nothing.</summary>
internal sealed class PathTree
{
    /// <summary>Words in one place; beyond them they are values: names of users, slugs of pages.</summary>
    public const int WordsMax = 30;

    /// <summary>As <see cref="WordsMax"/>, in the first segment: there the parts of an application stand side by side.</summary>
    public const int FirstWordsMax = 100;

    /// <summary>Of a path; deeper ones are not told apart.</summary>
    public const int SegmentsMax = 12;

    public const int NodesMax = 4_000;

    /// <summary>Methods and paths that are told apart at once; 2 KB each for every processor up to sixteen.</summary>
    public const int PathsMax = 400;

    /// <summary>As <see cref="PathsMax"/>, over the life of the process: what has become part of another counts too.</summary>
    public const int NumbersMax = 10_000;

    private readonly Lock _growing = new();
    private readonly PathTreeNode _root = new();
    private readonly List<SeenCalls> _byNumber = [];
    private int _nodes;
    private int _paths;
    private bool _isFull;

    /// <summary>No path that is not known is taken up any more.</summary>
    public bool IsFull => Volatile.Read(ref _isFull);

    /// <param name="method">As <see cref="SeenMethods"/> counts them.</param>
    /// <param name="path">In the form that is matched: see <see cref="Pipeline.Matching.RequestPath"/>.</param>
    /// <returns>Null: it is not known.</returns>
    public SeenCalls? Find(int method, string path)
    {
        if (path.Length == 0 || path[0] != '/') return null;
        var node = _root;
        var rest = path.AsSpan(1);
        while (true)
        {
            var slash = rest.IndexOf('/');
            if (node.Next(slash < 0 ? rest : rest[..slash]) is not { } next) return null;
            if (slash < 0) return Volatile.Read(ref next.Calls[method]);
            node = next;
            rest = rest[(slash + 1)..];
        }
    }

    /// <returns>Null: there is no room for it, or it is no path that a template could be made of.</returns>
    public SeenCalls? Learn(int method, string path)
    {
        if (IsFull || path.Length == 0 || path[0] != '/' || path.AsSpan().Count('/') > SegmentsMax || path.Contains("//", StringComparison.Ordinal)) return null;
        lock (_growing)
        {
            var node = _root;
            foreach (var segment in path[1..].Split('/'))
            {
                if ((node.Next(segment) ?? Add(node, segment)) is not { } next) return null;
                node = next;
            }

            if (node.Calls[method] is { } known) return known;
            if (_paths >= PathsMax || _byNumber.Count >= NumbersMax)
            {
                Volatile.Write(ref _isFull, true);
                return null;
            }

            var made = new SeenCalls(_byNumber.Count);
            _byNumber.Add(made);
            _paths++;
            Volatile.Write(ref node.Calls[method], made);
            return made;
        }
    }

    /// <summary>Every method and path there is, with its template.</summary>
    public IReadOnlyList<(string Method, string Path, SeenCalls Calls)> All()
    {
        lock (_growing)
        {
            List<(string, string, SeenCalls)> all = [];
            Walk(_root, "", 0, (path, node) =>
            {
                for (var method = 0; method < SeenMethods.Count; method++)
                    if (node.Calls[method] is { } calls) all.Add((SeenMethods.NameOf(method), path, calls));
            });
            return all;
        }
    }

    /// <returns>What counts for a number now; negative: there is none such.</returns>
    public int PresentOf(int number)
    {
        lock (_growing) return number >= 0 && number < _byNumber.Count ? _byNumber[number].Number : -1;
    }

    private PathTreeNode? Add(PathTreeNode node, string segment)
    {
        if (_nodes >= NodesMax)
        {
            Volatile.Write(ref _isFull, true);
            return null;
        }

        var added = node.Add(segment);
        _nodes++;
        if (node.IsOpen || node.WordCount <= (node == _root ? FirstWordsMax : WordsMax)) return added;
        node.Open(WordsMax, Join);
        _nodes = 0;
        Walk(_root, "", 0, (_, _) => _nodes++);
        return node.Next(segment);
    }

    private void Join(SeenCalls stays, SeenCalls goes)
    {
        stays.Absorb(goes);
        _paths--;
        for (var i = 0; i < _byNumber.Count; i++)
            if (_byNumber[i] == goes) _byNumber[i] = stays;
    }

    private static void Walk(PathTreeNode node, string path, int values, Action<string, PathTreeNode> visit)
    {
        visit(path, node);
        foreach (var (word, next) in node.Words) Walk(next, $"{path}/{word}", values, visit);
        if (node.Value is { } value) Walk(value, $"{path}/{{id{(values == 0 ? "" : values + 1)}}}", values + 1, visit);
    }
}
