namespace Holdfast.Control.Access;

/// <summary>Lets one browser in, once.</summary>
/// <param name="Path">On the admin address.</param>
/// <param name="Until">When it is no longer good.</param>
public sealed record LoginLink(string Path, DateTimeOffset Until)
{
    internal const string LoginPath = "/login";
    internal const string CodeName = "code";

    internal static LoginLink Of(string code, DateTimeOffset until) => new($"{LoginPath}?{CodeName}={code}", until);
}
