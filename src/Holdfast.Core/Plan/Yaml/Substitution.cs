using System.Text;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Yaml;

/// <summary><c>${NAME}</c> and <c>${NAME:-default}</c> in a value that is already parsed: what a variable holds can only ever be text.</summary>
/// <param name="environment">A variable's value; null when it is not set.</param>
internal sealed class Substitution(Func<string, string?> environment)
{
    /// <summary>The text with its variables filled in; null when one cannot be, with the reason among the findings.</summary>
    public string? Apply(string text, Place place, PlanFindings findings)
    {
        var at = text.IndexOf("${", StringComparison.Ordinal);
        if (at < 0)
            return text;
        var result = new StringBuilder(text.Length);
        var from = 0;
        while (at >= 0)
        {
            if (at > from && text[at - 1] == '$')
            {
                result.Append(text, from, at - 1 - from).Append("${");
                from = at + 2;
            }
            else
            {
                var end = text.IndexOf('}', at);
                if (end < 0 || !TryResolve(text[(at + 2)..end], place, findings, out var value))
                {
                    if (end < 0)
                        Malformed(text, place, findings);
                    return null;
                }

                result.Append(text, from, at - from).Append(value);
                from = end + 1;
            }

            at = text.IndexOf("${", from, StringComparison.Ordinal);
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    private bool TryResolve(string inside, Place place, PlanFindings findings, out string value)
    {
        var split = inside.IndexOf(":-", StringComparison.Ordinal);
        var name = split < 0 ? inside : inside[..split];
        value = "";
        if (!IsName(name))
        {
            Malformed("${" + inside + "}", place, findings);
            return false;
        }

        var found = environment(name);
        if (split >= 0)
        {
            value = string.IsNullOrEmpty(found) ? inside[(split + 2)..] : found;
            return true;
        }

        value = found ?? "";
        if (found is null)
        {
            findings.AddAt(
                TextErrors.Unset, place, PlanPath.Root, "${" + inside + "}", $"The variable {name} is not set",
                $"Set it, or give a default: ${{{name}:-default}}.");
        }

        return found is not null;
    }

    private static void Malformed(string text, Place place, PlanFindings findings) => findings.AddAt(
        TextErrors.Substitution, place, PlanPath.Root, text, "'${' begins a substitution that cannot be read",
        "Write ${NAME} or ${NAME:-default}, or $${ for a literal ${.");

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
