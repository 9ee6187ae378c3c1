namespace Synter.Domain.Kernel;
