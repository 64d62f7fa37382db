namespace Holdfast.Gateway.Process;

/// <summary>Reads small files of the kernel.</summary>
/// <param name="root">Where the file system begins; a test has one of its own.</param>
internal sealed class SystemFiles(string root = "/")
{
    /// <returns>Null: it is not there, or may not be read.</returns>
    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path.TrimStart('/')));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>Null: there is no number, as where none is set (<c>max</c>).</returns>
    public long? Number(string path) => NumberOf(Read(path));

    /// <summary>The number behind a word that begins a line.</summary>
    public long? Number(string path, string word) => NumberIn(Read(path), word);

    public static long? NumberIn(string? text, string word)
    {
        foreach (var line in (text ?? "").AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(word, StringComparison.Ordinal) || line.Length == word.Length || line[word.Length] is not (' ' or '\t' or ':')) continue;
            var rest = line[word.Length..].TrimStart(": \t");
            var end = rest.IndexOf(' ');
            return NumberOf(end < 0 ? rest : rest[..end]);
        }

        return null;
    }

    public static long? NumberOf(ReadOnlySpan<char> text) =>
        long.TryParse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
