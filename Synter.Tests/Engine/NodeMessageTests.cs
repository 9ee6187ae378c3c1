using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Feed;

namespace Synter.Tests.Engine;

public sealed class NodeMessageTests
{
    private static readonly WorkspaceId Workspace = new(Guid.CreateVersion7());
    private static readonly RunId Run = new(Guid.CreateVersion7());

    public static TheoryData<string> Written => new(
        new NodeMessage(NodeMessageKind.WorkQueued).ToString(),
        new NodeMessage(NodeMessageKind.Resync).ToString(),
        new NodeMessage(NodeMessageKind.CancelRequested, Workspace, Run).ToString(),
        new NodeMessage(NodeMessageKind.RunMoved, Workspace, Run).ToString(),
        new NodeMessage(NodeMessageKind.RunChanged, Workspace, Run).ToString(),
        new NodeMessage(NodeMessageKind.ManyRuns, Workspace).ToString(),
        NodeMessage.OfChange(Workspace, new FeedChange(FeedTopic.Deliverables, "dlv_1")).ToString(),
        NodeMessage.OfChange(Workspace, new FeedChange(FeedTopic.Workspace, null)).ToString());

    [Theory]
    [MemberData(nameof(Written))]
    public void TryParse_WhatWasWritten_IsTheSame(string text)
    {
        Assert.True(NodeMessage.TryParse(text, out var message));
        Assert.Equal(text, message.ToString());
        Assert.DoesNotContain(' ', text);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() => Prop.ForAll<string?>(text =>
    {
        _ = NodeMessage.TryParse(text, out _);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("z")]
    [InlineData("s")]
    [InlineData("s0199")]
    [InlineData("t0199a0000000700080000000000000aadreams|x")]
    public void TryParse_WhatANewerVersionMaySend_IsPassedOver(string text) => Assert.False(NodeMessage.TryParse(text, out _));
}
