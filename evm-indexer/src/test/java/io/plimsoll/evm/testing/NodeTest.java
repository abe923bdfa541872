package io.plimsoll.evm.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives each test of a class its own fresh {@link AnvilNode}, and the {@link NodeModules}, as parameters. Without them the class is skipped, unless
 * {@code -Dplimsoll.required} names {@code node}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodeTest.Nodes.class)
public @interface NodeTest {
    /** Starts the nodes; JUnit closes them with the test. */
    final class Nodes implements ExecutionCondition, BeforeEachCallback, ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(NodeTest.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                NodeModules.required(context.getRequiredTestClass());
                return ConditionEvaluationResult.enabled("there is a node");
            } catch (TestAbortedException e) {
                return ConditionEvaluationResult.disabled(e.getMessage());
            }
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            NodeModules modules = NodeModules.required(context.getRequiredTestClass());
            context.getStore(NAMESPACE).put(AnvilNode.class, AnvilNode.start(modules.anvil()));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == AnvilNode.class || type == NodeModules.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == AnvilNode.class
                    ? context.getStore(NAMESPACE).get(AnvilNode.class)
                    : NodeModules.required(context.getRequiredTestClass());
        }
    }
}
