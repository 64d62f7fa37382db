using System.Reflection;
using System.Text.RegularExpressions;
using Holdfast.Core;
using Holdfast.Core.Principles;

namespace Holdfast.Architecture.Tests;

public sealed class DependencyTests
{
    private static readonly Regex Word = new(@"\b[A-Z]\w+\b", RegexOptions.NonBacktracking);
    private static readonly Regex Comment = new("//.*", RegexOptions.NonBacktracking);
    private static readonly Regex PackageVersion = new("PackageVersion Include=\"(?<it>[^\"]+)\"", RegexOptions.NonBacktracking);

    private static readonly Assembly Core = typeof(HoldfastRuntime).Assembly;

    [Fact]
    public void Core_References_AreTheBclAndYamlDotNetOnly()
    {
        var foreign = Core.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => name != "YamlDotNet" && !name.StartsWith("System.", StringComparison.Ordinal));

        foreign.ShouldBeEmpty();
        Core.GetReferencedAssemblies().ShouldNotContain(reference => reference.Name == "System.Net.Http");
    }

    [Fact]
    public void Principles_InTheirSources_NameNothingOfEachOther()
    {
        // What is private to a type can be named by nobody else, whatever else has that word for a name.
        var owners = Core.GetTypes()
            .Where(type => !type.IsNestedPrivate && type.Namespace?.StartsWith("Holdfast.Core.Principles.", StringComparison.Ordinal) == true && !type.Name.Contains('<'))
            .GroupBy(type => type.Namespace!.Split('.')[3], type => type.Name.Split('`')[0])
            .ToDictionary(group => group.Key, group => group.ToHashSet());
        owners.Count.ShouldBeGreaterThanOrEqualTo(3);

        var faults =
            from file in Repository.Files("src/Holdfast.Core/Principles", ".cs")
            let owner = file.Split('/')[3]
            where owners.ContainsKey(owner)
            let words = Word.Matches(WithoutComments(Repository.Read(file))).Select(match => match.Value).ToHashSet()
            from other in owners
            where other.Key != owner
            from name in other.Value.Where(words.Contains)
            select $"{file} names {other.Key}.{name}";

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Slices_Implemented_AreAllRegistered() => Core.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(ISlice)) && !type.IsAbstract)
        .ShouldBe(Slices.All.Select(slice => slice.GetType()), ignoreOrder: true);

    [Fact]
    public void Yarp_InTheGateway_IsNamedByTheForwarderOnly() => Repository.Files("src", ".cs")
        .Where(file => Repository.Read(file).Contains("Yarp.", StringComparison.Ordinal))
        .Where(file => !file.StartsWith("src/Holdfast.Gateway/Forwarding/", StringComparison.Ordinal) && file != "src/Holdfast.Gateway/GatewayServer.cs")
        .ShouldBeEmpty();

    [Fact]
    public void Solution_Lists_EveryProject()
    {
        var solution = Repository.Read("Holdfast.slnx");
        Repository.Files("", ".csproj").Where(project => !solution.Contains(project, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Packages_Each_HasAReasonInTheDocs()
    {
        var reasons = Repository.Read("docs/dependencies.md");
        PackageVersion.Matches(Repository.Read("Directory.Packages.props")).Select(match => match.Groups["it"].Value)
            .Where(package => !reasons.Contains($"`{package}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string WithoutComments(string source) => Comment.Replace(source, "");
}
