namespace Holdfast.Control.Access;

/// <summary>Whether a command stays within the interfaces that somebody may change.</summary>
internal static class CommandScope
{
    /// <summary>By this name every command takes the interface it is about.</summary>
    private const string Parameter = "interface";

    /// <returns>What is wrong with it; null: nothing.</returns>
    public static string? Objection(Identity who, IReadOnlyDictionary<string, string> arguments)
    {
        if (who.Interfaces.Count == 0) return null;
        var allowed = $"'{who.Name}' may change {string.Join(", ", who.Interfaces)}";
        // A service, a node or a whole plan is others' too.
        if (!arguments.TryGetValue(Parameter, out var named)) return $"{allowed}, and this names none of them.";
        return who.Interfaces.Contains(named, StringComparer.Ordinal) ? null : $"{allowed}, and not this one.";
    }
}
