using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Plans;

namespace Holdfast.Control.Tests.Plans;

public sealed class PlanEnvironmentTests
{
    public static TheoryData<string> Withheld => [.. AccessVariables.All, "HOLDFAST_TOKEN"];

    [Theory]
    [MemberData(nameof(Withheld))]
    public void Get_WhatLetsPeopleIn_IsNotForPlans(string name)
    {
        var before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, "secret");
        try
        {
            PlanEnvironment.Get(name).ShouldBeNull();
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, before);
        }
    }

    [Fact]
    public void Get_AnythingElse_IsWhatTheProcessHas() => PlanEnvironment.Get("PATH").ShouldBe(Environment.GetEnvironmentVariable("PATH"));
}
