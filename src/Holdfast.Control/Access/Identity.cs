namespace Holdfast.Control.Access;

/// <summary>Who asks, as far as what they showed proves it.</summary>
/// <param name="Name">Stands on record beside what they change.</param>
/// <param name="Interfaces">All that they may change; empty: it does not matter which.</param>
public sealed record Identity(string Name, Role Role, IReadOnlyList<string> Interfaces)
{
    /// <summary>Whoever can read the token in the data folder: the account that the process runs under, and root.</summary>
    public static readonly Identity Local = new("local", Role.Admin, []) { IsShared = true };

    /// <summary>Several people may share what was shown: then the name that they give themselves stands on record.</summary>
    internal bool IsShared { get; init; }

    /// <summary>Somebody else has let them in under this name, which nothing but their word stands for.</summary>
    internal bool IsVouchedFor { get; init; }

    /// <summary>The token that was shown, or by which they came in; null: none that the store has.</summary>
    internal long? TokenId { get; init; }

    /// <summary>The browser that asks; null: it is none.</summary>
    internal Session? Session { get; init; }

    public static Identity Of(TokenEntry token) => new(token.Name, token.Role, token.Interfaces) { TokenId = token.Id };

    public bool May(Role role) => Role >= role;
}
