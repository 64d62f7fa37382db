using System.Text;

namespace Holdfast.Core.Discovery;

/// <summary>Names of interfaces after what they answer, as <c>get-orders-id</c>; each once, whatever its letter case.</summary>
internal sealed class InterfaceNames
{
    private const int CharsMax = 64;
    private const int CharsOfANumberMax = 6;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { Plan.DirectPlan.Interface };

    public string Next(string method, string path)
    {
        var name = new StringBuilder(method.ToLowerInvariant());
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries)) Append(name.Append('-'), segment);
        if (path.Length <= 1) name.Append("-root");
        var text = name.ToString().Trim('-');
        if (text.Length > CharsMax - CharsOfANumberMax) text = text[..(CharsMax - CharsOfANumberMax)].TrimEnd('-');
        var free = text;
        for (var number = 2; !_taken.Add(free); number++) free = $"{text}-{number}";
        return free;
    }

    private static void Append(StringBuilder name, string segment)
    {
        foreach (var c in segment.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) name.Append(c);
            else if (name[^1] != '-') name.Append('-');
        }

        if (name[^1] == '-') name.Length--;
    }
}
