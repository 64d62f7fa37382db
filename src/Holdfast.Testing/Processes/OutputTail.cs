using System.Text;

namespace Holdfast.Testing.Processes;

/// <summary>The last lines that a process wrote. Bounded: what is older than <see cref="LinesMax"/> lines is forgotten, but counted.</summary>
public sealed class OutputTail
{
    /// <summary>Above the longest that a verb prints at once: the schema of a plan has some thousands of lines.</summary>
    public const int LinesMax = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private long _forgotten;

    /// <summary>All lines that are kept, oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public string Text => string.Join('\n', Lines);

    public bool Contains(string part) => Lines.Any(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>The last few lines, for a failure message.</summary>
    public string Last(int count = 30)
    {
        lock (_lock)
        {
            var skipped = Math.Max(0, _lines.Count - count);
            var text = new StringBuilder();
            if (skipped + _forgotten > 0)
                text.Append($"[{skipped + _forgotten} lines before]\n");
            return text.AppendJoin('\n', _lines.Skip(skipped)).ToString();
        }
    }

    internal void Add(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count <= LinesMax)
                return;
            _lines.Dequeue();
            _forgotten++;
        }
    }
}
