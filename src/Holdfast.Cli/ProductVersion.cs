using System.Reflection;

namespace Holdfast.Cli;

internal static class ProductVersion
{
    /// <summary>Without the commit that a build appends.</summary>
    public static string Text { get; } =
        (typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0")
        .Split('+')[0];
}
