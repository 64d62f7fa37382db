namespace Holdfast.Core.Tests.Plan;

/// <summary>A text with exactly one error, its place marked by «.</summary>
public sealed record PlanErrorCase(string Id, string Path, string Message, string Marked)
{
    private const char Mark = '«';

    public string Text => Marked.Replace(Mark.ToString(), "", StringComparison.Ordinal);

    /// <summary>Line and column of the mark.</summary>
    public string Place
    {
        get
        {
            var before = Marked[..Marked.IndexOf(Mark, StringComparison.Ordinal)];
            return $"{before.Count(c => c == '\n') + 1}:{before.Length - before.LastIndexOf('\n')}";
        }
    }

    public override string ToString() => $"{Id} {Path} {Message}";
}
