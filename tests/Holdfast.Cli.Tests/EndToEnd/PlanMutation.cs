namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>Plans as hurried hands write them.</summary>
internal static class PlanMutation
{
    /// <summary>Changes a plan outside of what carries the load: a mutant that is valid by chance must not harm it.</summary>
    public static string Of(string yaml, Random random)
    {
        var text = $"{yaml}  spare: {{ match: {{ path: /spare, method: [GET, POST] }}, service: origin, timeout: 2s }}\n".ToCharArray().ToList();
        var from = text.Count - 80;
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(from, text.Count);
            switch (random.Next(3))
            {
                case 0: text.RemoveAt(at); break;
                case 1: text.Insert(at, (char)random.Next(32, 127)); break;
                default: text[at] = "{}[]:,\"'\t\n&*!#"[random.Next(14)]; break;
            }
        }

        return new string([.. text]);
    }
}
