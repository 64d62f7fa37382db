using System.Text;

namespace Holdfast.Core.Tests.Plan;

/// <summary>Spoils a text in ways that typing, cutting, merging and malice do. The same seed spoils it the same way.</summary>
internal sealed class PlanMutator(int seed)
{
    private static readonly string[] Tokens =
    [
        ":", "- ", "[", "]", "{", "}", "\"", "'", "&a ", "*a", "!!str ", "<<: ", "? ", "|\n", ">\n", "#", "\t", "\n", "---\n", "...\n",
        "%YAML 1.2\n", "${X}", "${", "${X:-", "none", "null", "~", "-1", "0", "NaN", ".inf", "1e999", "99999999999999999999", "5", "5s",
        "10MB", "holdfast", "services", "interfaces", "nodes", "url", "path", "/**", "{x...}", "http://", "\0", "\ufeff", "\u2028", "é", "\ud83d\ude00",
    ];

    private readonly Random _random = new(seed);

    public byte[] Mutate(string text)
    {
        var spoiled = text;
        for (var i = _random.Next(1, 5); i > 0; i--)
            spoiled = Once(spoiled);
        var bytes = Encoding.UTF8.GetBytes(spoiled);
        if (bytes.Length > 0 && _random.Next(4) == 0)
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return bytes;
    }

    private string Once(string text)
    {
        if (text.Length == 0)
            return Token();
        var at = _random.Next(text.Length);
        var to = Math.Min(text.Length, at + _random.Next(1, 20));
        return _random.Next(9) switch
        {
            0 => text[..at],
            1 => text[at..],
            2 => text.Remove(at, to - at),
            3 => text.Insert(at, Token()),
            4 => text[..at] + Token() + text[to..],
            5 => text.Insert(at, text[at..to]),
            6 => WithLine(text, (lines, a, b) => lines.Insert(a, lines[b])),
            7 => WithLine(text, (lines, a, b) => (lines[a], lines[b]) = (lines[b], lines[a])),
            _ => WithLine(text, (lines, a, _) => lines[a] = new string(' ', _random.Next(8)) + lines[a].TrimStart()),
        };
    }

    private string Token() => Tokens[_random.Next(Tokens.Length)];

    private string WithLine(string text, Action<List<string>, int, int> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines, _random.Next(lines.Count), _random.Next(lines.Count));
        return string.Join('\n', lines);
    }
}
