using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Kernel;
using Xunit;

namespace Synter.Tests.Domain.Kernel;

public class JsonPointerTests
{
    [Fact]
    public void Append_AnyName_IsReadBackByItsSteps()
    {
        Prop.ForAll<NonNull<string>[]>(names =>
        {
            var pointer = names.Aggregate("", (p, n) => JsonPointer.Append(p, n.Get));
            return JsonPointer.Steps(pointer)!.SequenceEqual(names.Select(n => n.Get));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("/~")]
    [InlineData("/~2")]
    public void Steps_WhatIsNoPointer_Null(string text)
    {
        Assert.Null(JsonPointer.Steps(text));
    }

    [Theory]
    [InlineData("", """{"a":[{"b/c":1}]}""")]
    [InlineData("/a/0", """{"b/c":1}""")]
    [InlineData("/a/0/b~1c", "1")]
    [InlineData("/a/1", null)]
    [InlineData("/a/00", null)]
    [InlineData("/a/-", null)]
    [InlineData("/a/0/b~1c/d", null)]
    public void Find_FollowsThePointer(string pointer, string? expected)
    {
        Assert.Equal(expected, JsonPointer.Find(JsonNode.Parse("""{"a":[{"b/c":1}]}"""), pointer)?.ToJsonString());
    }
}
