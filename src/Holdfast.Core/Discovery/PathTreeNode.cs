namespace Holdfast.Core.Discovery;

/// <summary>A place in the tree of paths: the words that follow it, and what stands for all that are none. Read without a lock while it grows.</summary>
internal sealed class PathTreeNode
{
    private static readonly Dictionary<string, PathTreeNode> None = new(StringComparer.Ordinal);

    private Dictionary<string, PathTreeNode> _words = None;
    private PathTreeNode? _value;
    private bool _isOpen;

    /// <summary>What ends here, by method.</summary>
    public SeenCalls?[] Calls { get; } = new SeenCalls?[SeenMethods.Count];

    /// <summary>The words; with an empty one where a path ends with a slash.</summary>
    public IReadOnlyDictionary<string, PathTreeNode> Words => Volatile.Read(ref _words);

    /// <summary>Stands for every value; null where none was seen.</summary>
    public PathTreeNode? Value => Volatile.Read(ref _value);

    /// <summary>So many words were seen here that they are values after all.</summary>
    public bool IsOpen => Volatile.Read(ref _isOpen);

    /// <summary>The empty one is none that could have been a value.</summary>
    public int WordCount => _words.Count - (_words.ContainsKey("") ? 1 : 0);

    /// <returns>Null: it is not known.</returns>
    public PathTreeNode? Next(ReadOnlySpan<char> segment)
    {
        var words = Volatile.Read(ref _words);
        if (words.Count > 0 && words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var word)) return word;
        return segment.Length > 0 && Value is { } value && (IsOpen || !SegmentShape.IsWord(segment)) ? value : null;
    }

    /// <summary>For one writer at a time.</summary>
    public PathTreeNode Add(string segment)
    {
        var next = new PathTreeNode();
        if (segment.Length > 0 && (_isOpen || !SegmentShape.IsWord(segment))) Volatile.Write(ref _value, next);
        else Put(segment, next);
        return next;
    }

    /// <summary>For one writer at a time: from now on any segment goes here, and what was seen of the words is seen of that.</summary>
    /// <param name="join">Called with two that have become one: the first stays.</param>
    /// <param name="wordsMax">Beyond so many, what is joined opens too.</param>
    public void Open(int wordsMax, Action<SeenCalls, SeenCalls> join)
    {
        var value = _value ?? new PathTreeNode();
        foreach (var (word, next) in _words)
            if (word.Length > 0) value.Take(next, wordsMax, join);
        Volatile.Write(ref _value, value);
        Volatile.Write(ref _isOpen, true);
        Volatile.Write(ref _words, _words.TryGetValue("", out var end) ? new(StringComparer.Ordinal) { [""] = end } : None);
    }

    private void Take(PathTreeNode other, int wordsMax, Action<SeenCalls, SeenCalls> join)
    {
        for (var method = 0; method < Calls.Length; method++)
        {
            if (other.Calls[method] is not { } theirs) continue;
            if (Calls[method] is { } ours) join(ours, theirs);
            else Volatile.Write(ref Calls[method], theirs);
        }

        foreach (var (word, next) in other._words)
        {
            if (_words.TryGetValue(word, out var same)) same.Take(next, wordsMax, join);
            else if (_isOpen && word.Length > 0) (_value ?? TakeOver(new PathTreeNode())).Take(next, wordsMax, join);
            else Put(word, next);
        }

        if (other._value is { } value) (_value ?? TakeOver(new PathTreeNode())).Take(value, wordsMax, join);
        if (!_isOpen && (other._isOpen || WordCount > wordsMax)) Open(wordsMax, join);
    }

    private PathTreeNode TakeOver(PathTreeNode value)
    {
        Volatile.Write(ref _value, value);
        return value;
    }

    private void Put(string word, PathTreeNode next) => Volatile.Write(ref _words, new(_words, StringComparer.Ordinal) { [word] = next });
}
