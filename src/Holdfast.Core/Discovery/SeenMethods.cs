namespace Holdfast.Core.Discovery;

/// <summary>The methods whose calls are told apart. A caller may make up others without end.</summary>
internal static class SeenMethods
{
    private static readonly string[] Names = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static int Count => Names.Length;

    public static string NameOf(int method) => Names[method];

    /// <returns>Negative: none of them.</returns>
    public static int IndexOf(string method) => Array.IndexOf(Names, method);
}
