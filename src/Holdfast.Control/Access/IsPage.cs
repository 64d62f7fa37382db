namespace Holdfast.Control.Access;

/// <summary>Says of a route that its answers are shown by a browser.</summary>
public sealed record IsPage
{
    /// <summary>Scripts and styles are files of ours; nothing else is run, asked or framed.</summary>
    internal const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What is not for people shows nothing at all.</summary>
    internal const string NoPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
